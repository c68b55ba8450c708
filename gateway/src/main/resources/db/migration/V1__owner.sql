create table credential (
	single       boolean     primary key default true check (single),
	hash         text        not null,
	one_time     boolean     not null,
	totp_secret  bytea,
	totp_offered bytea,
	totp_step    bigint      not null default 0,
	changed_at   timestamptz not null default now()
);

comment on table credential is 'The one password there is (Argon2id), and the secret of the second factor if it is on. A code counts once: totp_step is the last one that did.';

create table session (
	fingerprint text        primary key,
	created_at  timestamptz not null default now(),
	seen_at     timestamptz not null default now()
);

comment on table session is 'Browsers that are logged in, by the SHA-256 of what their cookie says.';

create table known_network (
	network text        primary key,
	seen_at timestamptz not null default now()
);

comment on table known_network is 'Where the owner logged in from. Failures of others do not make her wait there.';

create table api_token (
	id           text        primary key,
	name         text        not null,
	fingerprint  text        not null,
	scopes       text[]      not null,
	created_at   timestamptz not null default now(),
	expires_at   timestamptz not null,
	last_used_at timestamptz,
	revoked_at   timestamptz
);

create unique index api_token_name on api_token (name) where revoked_at is null;

comment on table api_token is 'What programs show, by the SHA-256 of its secret.';

create table signing_key (
	id         text        primary key,
	period     bigint      not null unique,
	jwk        text        not null,
	created_at timestamptz not null default now()
);

comment on table signing_key is 'Keys of the tokens for services, as JSON Web Keys with their private part. All replicas of the gateway sign with the same; there is one for each period, usually a day.';

create table audit_entry (
	id       bigint      generated always as identity primary key,
	at       timestamptz not null default clock_timestamp(),
	action   uuid        not null,
	phase    text        not null check (phase in ('begun', 'ended', 'abandoned')),
	who      text        not null,
	method   text        not null,
	path     text        not null,
	service  text        not null,
	status   integer,
	trace_id text,
	network  text
);

comment on table audit_entry is 'What was done in the owner''s name: one entry before, one after. It only grows.';

create function refuse_change() returns trigger language plpgsql as $$
begin
	raise exception 'the table % only grows', tg_table_name;
end
$$;

create trigger audit_entry_only_grows before update or delete on audit_entry
	for each row execute function refuse_change();

create trigger audit_entry_stays before truncate on audit_entry
	for each statement execute function refuse_change();
