create table receipt (
	id            text        primary key,
	message_id    uuid        not null unique,
	trace_id      text,
	received_at   timestamptz not null,
	published_at  timestamptz,
	delivered_at  timestamptz,
	parked_at     timestamptz,
	parked_reason text
);

comment on table receipt is 'Where a message is. No foreign key: a receipt tells nothing of its message and outlives it.';
