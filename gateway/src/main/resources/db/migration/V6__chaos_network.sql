alter table chaos_fault add column network bigint;

alter table chaos_fault add column seat integer;

alter table chaos_fault add unique (network, seat);

comment on column chaos_fault.network is 'Where it was ordered: an IPv4 address, or the first half of an IPv6 one. It goes with the fault, after minutes. There are only so many seats for each network, and each fault takes one; none counts where there is no network.';
