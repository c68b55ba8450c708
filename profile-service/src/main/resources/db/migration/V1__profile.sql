create table profile (
	-- there is one owner
	id boolean primary key default true check (id),
	document jsonb not null,
	-- of the file it was loaded from, so that loading it again changes nothing
	content_hash text not null
);
