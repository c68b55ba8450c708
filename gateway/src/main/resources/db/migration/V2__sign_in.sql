alter table session add column provider boolean not null default false;

comment on column session.provider is 'Whether a provider said who it is. Then it does not matter whether the password is to be changed.';

create table sign_in (
	fingerprint  text        primary key,
	state        text        not null,
	nonce        text        not null,
	verifier     text        not null,
	redirect_uri text        not null,
	begun_at     timestamptz not null default now()
);

comment on table sign_in is 'Browsers that were sent to the provider and are not back yet, by the SHA-256 of what their cookie says.';
