create table chaos_fault (
	place   integer     primary key,
	session text        not null,
	service text        not null,
	fault   text        not null,
	amount  integer     not null,
	percent integer     not null,
	ends_at timestamptz not null,
	unique (session, service)
);

comment on table chaos_fault is 'What visitors broke for themselves, until when; who it is by the SHA-256 of what their cookie says. There are only so many places, and each fault takes one.';
