#!/bin/sh
# A database for each service, and a role that owns it and may connect to no other. PostgreSQL runs this when its volume is new; run
# again, it sets the passwords to what the secrets say now:
#
#   docker compose exec postgres sh /docker-entrypoint-initdb.d/roles.sh
set -eu

for name in gateway profile projects insights contact; do
	export name
	psql -q -v ON_ERROR_STOP=1 -U postgres -d postgres <<'SQL'
\set name `printf %s "$name"`
\set password `cat "/run/secrets/$name"`
SELECT format('CREATE ROLE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" LOGIN PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I STRATEGY file_copy', :'name', :'name')
	WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
done
