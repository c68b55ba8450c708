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
