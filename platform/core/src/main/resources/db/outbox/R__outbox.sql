create table if not exists outbox (
	position   bigint generated always as identity primary key,
	topic      text        not null,
	key        text        not null,
	headers    text        not null,
	data       bytea       not null,
	created_at timestamptz not null default clock_timestamp()
)
with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

create index if not exists outbox_oldest_of_key on outbox (topic, key, position);

comment on table outbox is 'Events that committed and that Kafka has not acknowledged yet. A row lives for milliseconds, hence the eager vacuum.';

create table if not exists outbox_parked (
	position   bigint      primary key,
	topic      text        not null,
	key        text        not null,
	headers    text        not null,
	data       bytea       not null,
	created_at timestamptz not null,
	parked_at  timestamptz not null default clock_timestamp(),
	reason     text        not null
);

comment on table outbox_parked is 'Events that committed and that Kafka will never take as they are. They wait for somebody who looks after them.';
