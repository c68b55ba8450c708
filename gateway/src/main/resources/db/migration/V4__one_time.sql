alter table credential add column spent boolean not null default false;

comment on column credential.spent is 'Whether somebody logged in with the one-time password, which lets nobody in a second time.';
