-- Insights that were loaded before there were revisions get a first one. Runs behind R__editing.
with known as (
	insert into content_item (slug, head, published, file, file_hash)
	select slug, 1, 1, slug, content_hash from insight where content_hash is not null
	on conflict do nothing
	returning id, slug
)
insert into content_revision (item, number, document, action, author, at)
select known.id, 1, jsonb_build_object('title', title, 'source', source, 'published', insight.published, 'summary',
	summary, 'ideas', ideas, 'takeaway', takeaway, 'order', position, 'sources', sources, 'body', body), 'published',
	'file', now()
from known join insight on insight.slug = known.slug;
