-- which files of the content folder were taken into the library, with what was said about them
create table media_file (
	name text primary key,
	hash bytea not null
);
