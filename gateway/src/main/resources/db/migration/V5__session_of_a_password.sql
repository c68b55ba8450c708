alter table session add column password_since timestamptz;

update session set password_since = (select changed_at from credential) where not provider;

comment on column session.password_since is 'The changed_at of the password by which it began, null if a provider said who it is. With another password it is over, also one that began while the password was changed.';
