create table media (
	-- the beginning of the SHA-256 of its widest variant
	id text primary key check (id ~ '^[0-9a-f]{32}$'),
	-- the order in which they came
	number bigint generated always as identity unique,
	name text not null,
	alt text not null,
	ending text not null check (ending in ('jpg', 'png')),
	width int not null check (width > 0),
	height int not null check (height > 0),
	version int not null default 1,
	added_at timestamptz not null default now()
);

-- what was uploaded to become it: known by its SHA-256, it is not decoded twice
create table media_source (
	hash bytea primary key,
	media text not null references media on delete cascade
);

create table media_variant (
	media text not null references media on delete cascade,
	width int not null check (width > 0),
	bytes bytea not null check (octet_length(bytes) <= 4194304),
	primary key (media, width)
);

-- compressed already
alter table media_variant alter column bytes set storage external;
