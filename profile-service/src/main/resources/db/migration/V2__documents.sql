-- which file was loaded last is known to content_item; here it stays for what was loaded before there was one
alter table profile alter column content_hash drop not null;
