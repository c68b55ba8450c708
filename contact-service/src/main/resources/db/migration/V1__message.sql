create table message (
	id          uuid        primary key,
	name        text        not null,
	email       text        not null,
	subject     text,
	body        text        not null,
	received_at timestamptz not null
);

create index message_received_at on message (received_at desc);
