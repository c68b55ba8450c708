alter table message add column suspicions text[] not null default '{}';

comment on column message.suspicions is 'What speaks against a person behind it; the owner judges.';

create table challenge_key (
	one boolean primary key default true check (one),
	key text    not null
);

comment on table challenge_key is 'Signs challenges, on all replicas. A new one is used from the next restart on.';

-- both come from the server's strong random numbers: 244 bits
insert into challenge_key (key) values (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));

create table spent_proof (
	challenge  text        primary key,
	expires_at timestamptz not null
);

create index spent_proof_expiry on spent_proof (expires_at);

comment on table spent_proof is 'Challenges whose solution came with a message, until they expire.';
