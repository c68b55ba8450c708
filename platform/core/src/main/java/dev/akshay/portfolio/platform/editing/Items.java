package dev.akshay.portfolio.platform.editing;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;

/** All items of a service with their revisions. Documents are JSON here. */
class Items {

	private static final String ITEM = """
			item.id, item.slug, item.head, item.published, item.publish_at, item.deleted_at, item.file, item.file_hash
			""";

	private static final String WITH_HEAD = """
			from content_item item join content_revision revision
				on revision.item = item.id and revision.number = item.head
			""";

	private static final String IN_ORDER = "order by (revision.document ->> 'order')::int, item.slug";

	private final DatabaseClient database;

	private final Clock clock;

	Items(DatabaseClient database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/**
	 * The time that revisions of now bear.
	 * @return as exactly as the database keeps it
	 */
	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	/**
	 * Finds an item, and keeps others from changing it until the transaction ends.
	 * @param slug its name
	 * @return the item, also one that is deleted; empty if there never was one
	 */
	Mono<Item> lock(String slug) {
		return !Slug.isName(slug) ? Mono.empty()
				: this.database.sql("select " + ITEM + "from content_item item where slug = :slug for update")
					.bind("slug", slug)
					.map(Items::item)
					.one();
	}

	/**
	 * Locks an item that is due, unless somebody else does so already.
	 * @param id which one
	 * @return the item, empty if it is not due any more or in other hands
	 */
	Mono<Item> lockDue(long id) {
		return this.database.sql("select " + ITEM + """
				from content_item item where id = :id and publish_at <= :now and deleted_at is null
				for update skip locked""").bind("id", id).bind("now", now()).map(Items::item).one();
	}

	Flux<Long> due() {
		return this.database.sql("""
				select id from content_item where publish_at <= :now and deleted_at is null
				order by publish_at, id""").bind("now", now()).mapValue(Long.class).all();
	}

	/**
	 * Locks everything that is not deleted, always in the same order.
	 * @return items with what their latest revision says, in the owner's order
	 */
	Flux<Said> lockAll() {
		// read after the lock: one statement would miss the revisions it waited for
		return this.database.sql("select id from content_item where deleted_at is null order by id for update")
			.then()
			.thenMany(this.database
				.sql("select " + ITEM + ", revision.document::text as document " + WITH_HEAD
						+ "where deleted_at is null " + IN_ORDER)
				.map(Items::said)
				.all());
	}

	/**
	 * Locks what came from files, or has the name of one.
	 * @param names the names of the files
	 * @return the items, deleted ones among them
	 */
	Flux<Item> lockFiles(Collection<String> names) {
		return this.database.sql("select " + ITEM + """
				from content_item item where file is not null or slug = any(:names) order by id for update""")
			.bind("names", names.toArray(String[]::new))
			.map(Items::item)
			.all();
	}

	/**
	 * Locks items, always in the same order: who locks some of the same waits for others
	 * and lets nobody wait for ever.
	 * @param names their names; what is no name is nobody's
	 * @return the items, deleted ones among them; those that are there
	 */
	Flux<Item> lockNamed(Collection<String> names) {
		return this.database
			.sql("select " + ITEM + "from content_item item where slug = any(:names) order by id for update")
			.bind("names", names.stream().filter(Slug::isName).toArray(String[]::new))
			.map(Items::item)
			.all()
			.collectList()
			.flatMapIterable(Function.identity());
	}

	/**
	 * The last place in the owner's order.
	 * @return its number, 0 if nothing has a place
	 */
	Mono<Integer> lastPlace() {
		return this.database
			.sql("select coalesce(max((revision.document ->> 'order')::int), 0) " + WITH_HEAD
					+ "where deleted_at is null")
			.mapValue(Integer.class)
			.one();
	}

	/**
	 * Lists what is not deleted.
	 * @return the items in the order of their names
	 */
	Flux<Item> live() {
		return this.database.sql("select " + ITEM + """
				from content_item item where deleted_at is null and head > 0 order by slug collate "C\"""")
			.map(Items::item)
			.all();
	}

	/**
	 * Reads what a revision says, and the file that said the same if there was one.
	 * @param item whose
	 * @param number which revision
	 * @return both
	 */
	Mono<Source> source(Item item, int number) {
		return this.database.sql("""
				select revision.document::text as document, (
					select source.text from content_source source join content_revision same
						on same.item = source.item and same.number = source.number
					where source.item = revision.item and same.document = revision.document
					order by source.number desc limit 1) as text
				from content_revision revision where revision.item = :item and revision.number = :number""")
			.bind("item", item.id())
			.bind("number", number)
			.map((row) -> new Source(text(row, "document"), row.get("text", String.class)))
			.one();
	}

	/**
	 * Keeps the file that a revision was made of.
	 * @param item whose
	 * @param number which revision
	 * @param text the file
	 * @return completes when it is kept
	 */
	Mono<Void> keepSource(long item, int number, String text) {
		return this.database.sql(
				"insert into content_source (item, number, text) values (:item, :number, :text) on conflict do nothing")
			.bind("item", item)
			.bind("number", number)
			.bind("text", text)
			.then();
	}

	/**
	 * Keeps a content file with the revision that it made.
	 * @param file the file's name
	 * @param hash which state of the file it is
	 * @param text the file
	 * @return completes when it is kept
	 */
	Mono<Void> keepSource(String file, String hash, String text) {
		return this.database.sql("""
				insert into content_source (item, number, text)
				select item.id, max(revision.number), :text
				from content_item item join content_revision revision on revision.item = item.id
				where item.file = :file and item.file_hash = :hash and revision.author = :author
					and revision.action = :action
				group by item.id
				on conflict do nothing""")
			.bind("file", file)
			.bind("hash", hash)
			.bind("text", text)
			.bind("author", Change.FILE.author())
			.bind("action", Action.PUBLISHED.word())
			.then();
	}

	/**
	 * Lists old addresses.
	 * @return which item each leads to
	 */
	Mono<Map<String, Long>> redirects() {
		return this.database.sql("select old_slug, item from content_redirect")
			.map((row) -> Map.entry(text(row, "old_slug"), Objects.requireNonNull(row.get("item", Long.class))))
			.all()
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

	/**
	 * Makes room for a new item. Who comes second waits for the first.
	 * @param slug its name
	 * @return whether the name was free
	 */
	Mono<Boolean> claim(String slug) {
		return this.database.sql("insert into content_item (slug) values (:slug) on conflict (slug) do nothing")
			.bind("slug", slug)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0)
			.delayUntil((_) -> takeFromRedirects(slug));
	}

	/**
	 * Adds a revision, the number of which is the item's head, and lets the item stand
	 * where it says.
	 * @param item the item behind the change
	 * @param document what it says now
	 * @param action what made the revision
	 * @param change who and why
	 * @return the item with what it says
	 */
	Mono<Said> store(Item item, String document, Action action, Change change) {
		return add(item, document, action, change).then(keep(item)).thenReturn(new Said(item, document));
	}

	/**
	 * Lets an item stand where it says, without a revision.
	 * @param item the item
	 * @return completes when it does
	 */
	Mono<Void> keep(Item item) {
		return this.database.sql("""
				update content_item set slug = :slug, head = :head, published = :published, publish_at = :publishAt,
					deleted_at = :deletedAt, file = :file, file_hash = :fileHash
				where id = :id""")
			.bind("id", item.id())
			.bind("slug", item.slug())
			.bind("head", item.head())
			.bind("published", Parameters.in(R2dbcType.INTEGER, item.published()))
			.bind("publishAt", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, item.publishAt()))
			.bind("deletedAt", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, item.deletedAt()))
			.bind("file", Parameters.in(R2dbcType.VARCHAR, item.file()))
			.bind("fileHash", Parameters.in(R2dbcType.VARCHAR, item.fileHash()))
			.then();
	}

	private Mono<Void> add(Item item, String document, Action action, Change change) {
		return this.database.sql("""
				insert into content_revision (item, number, document, action, author, reason, at)
				values (:item, :number, :document::jsonb, :action, :author, :reason, :at)""")
			.bind("item", item.id())
			.bind("number", item.head())
			.bind("document", document)
			.bind("action", action.word())
			.bind("author", change.author())
			.bind("reason", Parameters.in(R2dbcType.VARCHAR, change.reason()))
			.bind("at", now())
			.then();
	}

	/**
	 * Lets the address that an item had lead to where it is now.
	 * @param oldSlug the address before
	 * @param item the item under its new address
	 * @return completes when it does
	 */
	Mono<Void> redirect(String oldSlug, Item item) {
		return takeFromRedirects(item.slug()).then(this.database.sql("""
				insert into content_redirect (old_slug, item) values (:oldSlug, :item)
				on conflict (old_slug) do update set item = excluded.item""")
			.bind("oldSlug", oldSlug)
			.bind("item", item.id())
			.then());
	}

	private Mono<Void> takeFromRedirects(String slug) {
		return this.database.sql("delete from content_redirect where old_slug = :slug").bind("slug", slug).then();
	}

	/**
	 * Finds where something went that had another address.
	 * @param oldSlug the address before
	 * @param hidden whether also what visitors do not see, as long as it is not deleted
	 * @return the address now, empty if nothing leads there
	 */
	Mono<String> movedTo(String oldSlug, boolean hidden) {
		return !Slug.isName(oldSlug) ? Mono.empty() : this.database.sql("""
				select item.slug from content_redirect redirect join content_item item on item.id = redirect.item
				where redirect.old_slug = :oldSlug
					and (item.published is not null or (:hidden and item.deleted_at is null))""")
			.bind("oldSlug", oldSlug)
			.bind("hidden", hidden)
			.mapValue(String.class)
			.one();
	}

	/**
	 * Lists items.
	 * @param deleted those that are gone, or those that are not
	 * @return items with what their latest revision says but for its text, in the owner's
	 * order
	 */
	Flux<Said> all(boolean deleted) {
		return this.database
			.sql("select " + ITEM + ", (revision.document - 'body')::text as document " + WITH_HEAD + """
					where (deleted_at is not null) = :deleted
					""" + IN_ORDER)
			.bind("deleted", deleted)
			.map(Items::said)
			.all();
	}

	/**
	 * Finds an item.
	 * @param slug its name
	 * @return the item with what its latest revision says, also one that is deleted;
	 * empty if there never was one
	 */
	Mono<Said> find(String slug) {
		return !Slug.isName(slug) ? Mono.empty() : this.database
			.sql("select " + ITEM + ", revision.document::text as document " + WITH_HEAD + "where item.slug = :slug")
			.bind("slug", slug)
			.map(Items::said)
			.one();
	}

	/**
	 * Lists revisions without what they say.
	 * @param item whose
	 * @param before below which number
	 * @param limit how many at most
	 * @return the newest first
	 */
	Flux<Revision<String>> revisions(long item, int before, int limit) {
		return this.database.sql("""
				select number, action, author, reason, at, null::text as document from content_revision
				where item = :item and number < :before order by number desc limit :limit""")
			.bind("item", item)
			.bind("before", before)
			.bind("limit", limit)
			.map(Items::revision)
			.all();
	}

	/**
	 * Reads a revision.
	 * @param item whose
	 * @param number which one
	 * @return the revision with what it says; fails with {@link UnknownRevision} if there
	 * is none
	 */
	Mono<Revision<String>> revision(Item item, int number) {
		return this.database.sql("""
				select number, action, author, reason, at, document::text as document from content_revision
				where item = :item and number = :number""")
			.bind("item", item.id())
			.bind("number", number)
			.map(Items::revision)
			.one()
			.switchIfEmpty(Mono.error(() -> new UnknownRevision(number)));
	}

	/**
	 * Reads what an item says.
	 * @param item the item
	 * @return it, with what its latest revision says
	 */
	Mono<Said> head(Item item) {
		return document(item, item.head()).map((document) -> new Said(item, document));
	}

	/**
	 * Reads what a revision says.
	 * @param item whose
	 * @param number which one
	 * @return JSON; fails with {@link UnknownRevision} if there is none
	 */
	Mono<String> document(Item item, int number) {
		return revision(item, number).map((revision) -> Objects.requireNonNull(revision.document()));
	}

	private static Said said(Readable row) {
		return new Said(item(row), text(row, "document"));
	}

	private static Item item(Readable row) {
		return new Item(Objects.requireNonNull(row.get("id", Long.class)), text(row, "slug"), number(row, "head"),
				row.get("published", Integer.class), row.get("publish_at", Instant.class),
				row.get("deleted_at", Instant.class), row.get("file", String.class),
				row.get("file_hash", String.class));
	}

	private static Revision<String> revision(Readable row) {
		return new Revision<>(number(row, "number"), Action.of(text(row, "action")), text(row, "author"),
				row.get("reason", String.class), Objects.requireNonNull(row.get("at", Instant.class)),
				row.get("document", String.class));
	}

	private static String text(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, String.class));
	}

	private static int number(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, Integer.class));
	}

	/**
	 * What a revision says.
	 *
	 * @param document as JSON
	 * @param text as a file, if it was one
	 */
	record Source(String document, @Nullable String text) {
	}

	/**
	 * An item and what one of its revisions says.
	 *
	 * @param item the item
	 * @param document what the revision says
	 */
	record Said(Item item, String document) {
	}

}
