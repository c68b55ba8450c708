-- few at a time: what is on its way, for whoever looks whether it arrives
create index receipt_waiting on receipt (received_at) where delivered_at is null and parked_at is null;
