create unlogged table lab_note (
	id       uuid    primary key,
	run      text    not null references lab_run on delete cascade,
	revision integer not null default 0
);

create index lab_note_run on lab_note (run);

comment on table lab_note is 'Public content that says nothing, to be changed by experiments; each run has its own.';
