-- A profile that was loaded before there were revisions gets a first one. Runs behind R__editing.
with known as (
	insert into content_item (slug, head, published, file, file_hash)
	select 'profile', 1, 1, 'profile', content_hash from profile where content_hash is not null
	on conflict do nothing
	returning id
)
insert into content_revision (item, number, document, action, author, at)
select known.id, 1, document, 'published', 'file', now() from known, profile;
