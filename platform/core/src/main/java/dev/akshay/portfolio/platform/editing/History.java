package dev.akshay.portfolio.platform.editing;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What documents of one kind said before, those among them that are gone, too.
 *
 * @param <T> a document
 */
public class History<T> {

	private static final int MOST_REVISIONS = 100;

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final Items items;

	History(ContentKind<T> kind, Documents<T> documents, Items items) {
		this.kind = kind;
		this.documents = documents;
		this.items = items;
	}

	/**
	 * Lists the revisions of a document.
	 * @param slug its name
	 * @param before below which number to begin; {@code null} for the newest
	 * @return at most a hundred revisions
	 */
	public Mono<Revisions<T>> revisions(String slug, @Nullable Integer before) {
		return find(slug).flatMap(
				(item) -> this.items.revisions(item.id(), (before != null) ? before : Integer.MAX_VALUE, MOST_REVISIONS)
					.map(this::told)
					.collectList()
					.map((revisions) -> new Revisions<>(item.head(), revisions)));
	}

	/**
	 * Reads one revision with what the document said then.
	 * @param slug the document's name
	 * @param number the revision's
	 * @return the revision
	 */
	public Mono<Revision<T>> revision(String slug, int number) {
		return find(slug).flatMap((item) -> this.items.revision(item, number)).map(this::told);
	}

	/**
	 * Compares two revisions.
	 * @param slug the document's name
	 * @param from the number of the one
	 * @param to the number of the other
	 * @return what has to change for the one to become the other
	 */
	public Mono<Difference> difference(String slug, int from, int to) {
		return find(slug).flatMap((item) -> Mono.zip(this.items.document(item, from), this.items.document(item, to)))
			.map((both) -> new Difference(from, to, this.documents.differences(both.getT1(), both.getT2())));
	}

	private Mono<Item> find(String slug) {
		return this.items.find(slug).map(Items.Said::item).switchIfEmpty(Mono.error(() -> this.kind.unknown(slug)));
	}

	private Revision<T> told(Revision<String> revision) {
		var document = revision.document();
		return new Revision<>(revision.number(), revision.action(), revision.author(), revision.reason(), revision.at(),
				(document != null) ? this.documents.read(document) : null);
	}

}
