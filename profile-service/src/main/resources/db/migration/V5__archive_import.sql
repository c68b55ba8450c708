create table archive_import (
	id         uuid        primary key,
	-- what is dropped was never seen by anybody, what is decided will be done by everybody
	state      text        not null default 'open' check (state in ('open', 'decided', 'applied', 'dropped')),
	author     text        not null,
	started_at timestamptz not null default clock_timestamp(),
	settled_at timestamptz
);

create unique index archive_import_one_at_a_time on archive_import ((true)) where state in ('open', 'decided');
