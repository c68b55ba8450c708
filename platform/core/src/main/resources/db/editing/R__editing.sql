create table if not exists content_item (
	id         bigint generated always as identity primary key,
	slug       text   not null unique,
	-- the latest revision, and the one that visitors see
	head       integer not null default 0,
	published  integer,
	publish_at timestamptz,
	deleted_at timestamptz,
	-- the content file it came from, if it came from one, and which state of that file was loaded last
	file       text unique,
	file_hash  text
);

create index if not exists content_item_due on content_item (publish_at) where publish_at is not null;

create table if not exists content_revision (
	item     bigint      not null references content_item,
	number   integer     not null,
	document jsonb       not null,
	action   text        not null,
	author   text        not null,
	reason   text,
	at       timestamptz not null,
	primary key (item, number)
);

create table if not exists content_redirect (
	old_slug text   primary key,
	item     bigint not null references content_item
);

create or replace function refuse_change_of_history() returns trigger language plpgsql as
$$ begin raise exception 'revisions are only ever added'; end $$;

create or replace trigger content_revision_is_history before update or delete or truncate on content_revision
	for each statement execute function refuse_change_of_history();

comment on table content_item is 'What the owner writes. What visitors read lies in the service''s own table.';
comment on table content_revision is 'Every state that an item was ever in, with who left it so, when and why.';
comment on table content_redirect is 'Addresses that items had before.';

create table if not exists content_source (
	item   bigint  not null,
	number integer not null,
	text   text    not null,
	primary key (item, number),
	foreign key (item, number) references content_revision
);

create table if not exists content_import (
	id         uuid        primary key,
	author     text        not null,
	reason     text,
	sidecar    jsonb       not null default '{}',
	staged_at  timestamptz not null default clock_timestamp(),
	applied_at timestamptz
);

create table if not exists content_import_file (
	import   uuid    not null references content_import on delete cascade,
	slug     text    not null,
	draft    boolean not null,
	-- both are null if the file goes
	document jsonb,
	text     text,
	primary key (import, slug, draft)
);

comment on table content_source is 'The files that revisions were made of, as they were.';
comment on table content_import is 'Imports that wait for their decision, and those that are done.';
comment on table content_import_file is 'What an import that waits makes a difference to.';
