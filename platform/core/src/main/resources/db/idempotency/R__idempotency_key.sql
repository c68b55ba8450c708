create table if not exists idempotency_key (
	scope       text        not null,
	key         text        not null,
	fingerprint bytea       not null,
	status      integer     not null,
	headers     text        not null,
	body        bytea       not null,
	expires_at  timestamptz not null,
	primary key (scope, key)
);

create index if not exists idempotency_key_expiry on idempotency_key (expires_at);

comment on table idempotency_key is 'Responses kept so that a repeated request has no second effect.';
