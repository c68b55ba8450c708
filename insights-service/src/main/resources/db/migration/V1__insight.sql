create table insight (
	slug text primary key,
	position int not null,
	title text not null,
	source text not null,
	published date not null,
	summary text not null,
	ideas text[] not null,
	takeaway text not null,
	sources jsonb not null,
	body text not null,
	-- of the file it was loaded from, so that loading it again changes nothing
	content_hash text not null
);
