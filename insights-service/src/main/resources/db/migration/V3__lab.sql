-- what is in here is of minutes: after a crash of the database it may be gone, so nothing of it is logged ahead
create unlogged table lab_run (
	id         text        primary key,
	number     bigint      generated always as identity,
	lab        text        not null,
	choice     text        not null,
	state      text        not null default 'queued'
		constraint lab_run_state check (state in ('queued', 'running', 'done', 'failed')),
	told       integer     not null default 0,
	report     text,
	failure    text,
	queued_at  timestamptz not null default clock_timestamp(),
	started_at timestamptz,
	ended_at   timestamptz
);

create index lab_run_unfinished on lab_run (number) where state in ('queued', 'running');

comment on table lab_run is 'Experiments that visitors run; the table is their queue as well.';
comment on column lab_run.told is 'Counts changes, for who follows it.';

create unlogged table lab_payment (
	id       uuid    primary key,
	run      text    not null references lab_run on delete cascade,
	keyed    boolean not null,
	amount   integer not null,
	currency text    not null
);

create index lab_payment_run on lab_payment (run, keyed);

comment on table lab_payment is 'Payments of nobody to nobody, to be counted.';
