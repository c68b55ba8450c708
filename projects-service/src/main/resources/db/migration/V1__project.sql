create table project (
	slug text primary key,
	position int not null,
	title text not null,
	company text not null,
	year int not null,
	figure text,
	summary text not null,
	stack text[] not null,
	body text not null,
	-- of the file it was loaded from, so that loading it again changes nothing
	content_hash text not null
);
