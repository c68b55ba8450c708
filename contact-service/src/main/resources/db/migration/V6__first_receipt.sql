-- since when messages come
create index receipt_received on receipt (received_at);
