alter table receipt add column reminded_at timestamptz;

comment on column receipt.reminded_at is 'When its message was told of once more, because nothing was heard of it.';
