alter table message
	add column state text not null default 'new'
		constraint message_state check (state in ('new', 'read', 'replied', 'archived', 'spam')),
	add column cleared boolean not null default false,
	add column suspect boolean not null generated always as (cardinality(suspicions) > 0 and not cleared) stored,
	add column version integer not null default 1;

comment on column message.state is 'What the owner did with it.';
comment on column message.cleared is 'Whether the owner trusts it, whatever speaks against it.';
comment on column message.version is 'Counts changes by the owner: two of them at a time do not undo each other.';

-- one index for every choice of states and marks: a list merges the newest of each
create index message_inbox on message (state, suspect, received_at desc, id desc);

drop index message_received_at;

create table delivery_step (
	message_id uuid        not null references message on delete cascade,
	what       text        not null check (what in ('parked', 'redriven')),
	at         timestamptz not null,
	reason     text,
	primary key (message_id, what, at)
);

comment on table delivery_step is 'What happens on the way of a message more than once; the rest stands on its receipt.';
