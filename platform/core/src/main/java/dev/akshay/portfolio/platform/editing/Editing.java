package dev.akshay.portfolio.platform.editing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.editing.Condition.Unchanged;
import dev.akshay.portfolio.platform.editing.Items.Said;
import dev.akshay.portfolio.platform.postgres.Collision;
import dev.akshay.portfolio.platform.precondition.ChangedMeanwhile;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * All that the owner does with documents of one kind. Each change is one transaction: the
 * item is locked and compared with what its author saw, a revision is added, and if
 * visitors see a difference, what they read is written anew and everybody is told.
 *
 * @param <T> a document
 */
public class Editing<T> {

	private static final Duration FAREST = Duration.ofDays(5L * 366);

	private static final int MOST_COLLISIONS = 2;

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final Items items;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	private final Ordering<T> ordering;

	private final History<T> history;

	private final ContentArchive<T> archive;

	Editing(ContentKind<T> kind, Documents<T> documents, Items items, ContentChanges changes,
			TransactionalOperator transaction, ContentArchive<T> archive) {
		this.kind = kind;
		this.documents = documents;
		this.items = items;
		this.changes = changes;
		this.transaction = transaction;
		this.ordering = new Ordering<>(kind, documents, items, changes);
		this.history = new History<>(kind, documents, items);
		this.archive = archive;
	}

	/**
	 * What documents said before.
	 * @return their history
	 */
	public History<T> history() {
		return this.history;
	}

	/**
	 * Documents as files.
	 * @return the way out and in
	 */
	public ContentArchive<T> archive() {
		return this.archive;
	}

	/**
	 * Lists documents without their texts.
	 * @param deleted those that are gone and can be restored, or those that are not gone
	 * @return all of them, in the owner's order
	 */
	public Flux<ContentItem<T>> list(boolean deleted) {
		return this.items.all(deleted)
			.map((said) -> ContentItem.of(said.item(), this.documents.read(said.document()), null));
	}

	/**
	 * Reads a document as its owner sees it.
	 * @param slug its name
	 * @return the document; fails with a 404 if there is none
	 */
	public Mono<ContentItem<T>> read(String slug) {
		return present(slug).switchIfEmpty(unknown(slug));
	}

	/**
	 * Finds a document as its owner sees it.
	 * @param slug its name, or one that it had before
	 * @return the document, or where it is by now; fails with a 404 if there is neither
	 */
	Mono<Found<T>> find(String slug) {
		return present(slug).<Found<T>>map(Found.There::new)
			.switchIfEmpty(Mono.defer(() -> this.items.movedTo(slug, true)).map(Found.Moved::new))
			.switchIfEmpty(unknown(slug));
	}

	private Mono<ContentItem<T>> present(String slug) {
		return this.items.find(slug).filter((said) -> !said.item().isDeleted()).map(this::shown);
	}

	/**
	 * Shows how a text is going to look. Nothing is stored.
	 * @param document a document, maybe not finished yet
	 * @return its text as the site shows it
	 */
	public Preview preview(T document) {
		return new Preview(this.kind.html(document));
	}

	/**
	 * Compares two documents.
	 * @param before the one
	 * @param after the other
	 * @return what has to change for the one to become the other
	 */
	public List<Difference.FieldChange> changes(T before, T after) {
		return this.documents.differences(this.documents.write(before), this.documents.write(after));
	}

	/**
	 * Stores what a document is to say: one that is new, or one that is there.
	 * @param slug its name
	 * @param document what it is to say
	 * @param draft whether visitors are not to see it yet
	 * @param change who and why
	 * @param headers with {@code If-Match}, or {@code If-None-Match: *} for a new one
	 * @return the document as it is now
	 */
	public Mono<Written<T>> put(String slug, T document, boolean draft, Change change, HttpHeaders headers) {
		return Mono.defer(() -> {
			var text = this.documents.write(document);
			return switch (Condition.ofPut(headers)) {
				case Condition.Absent _ -> create(new Slug(slug).checked().slug(), text, draft, change)
					.map((item) -> new Written<>(item, true));
				case Unchanged condition ->
					change(slug, condition, true, (said) -> save(said.item(), placedAs(said, text), draft, change))
						.map((item) -> new Written<>(item, false));
			};
		});
	}

	private Mono<ContentItem<T>> create(String slug, String document, boolean draft, Change change) {
		return this.items.claim(slug)
			.then(this.items.lock(slug))
			// the name of one that is gone may be used again
			.filter((item) -> item.head() == 0 || item.isDeleted())
			.switchIfEmpty(Mono.error(() -> new SlugTaken(slug)))
			.flatMap((item) -> placedLast(document).flatMap((placed) -> save(item, placed, draft, change)))
			.map(this::shown)
			.as(this.transaction::transactional);
	}

	/** What names no place comes last. */
	private Mono<String> placedLast(String document) {
		return !this.documents.isWithoutPlace(document) ? Mono.just(document)
				: this.items.lastPlace().map((last) -> this.documents.at(document, last + 1));
	}

	/** What names no place stays where it is. */
	private String placedAs(Said said, String document) {
		return !this.documents.isWithoutPlace(document) ? document
				: this.documents.at(document, this.documents.placeOf(said.document()));
	}

	private Mono<Said> save(Item item, String document, boolean draft, Change change) {
		return draft ? this.items.store(item.drafted(), document, Action.DRAFTED, change)
				: this.items.store(item.nowPublished(), document, Action.PUBLISHED, change).delayUntil(this::publish);
	}

	/**
	 * Deletes a document. It can be restored.
	 * @param slug its name
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it was last
	 */
	public Mono<ContentItem<T>> delete(String slug, Change change, HttpHeaders headers) {
		return Mono.defer(() -> change(slug, Condition.ofChange(headers), false,
				(said) -> this.items
					.store(said.item().deleted(this.items.now()), said.document(), Action.DELETED, change)
					.delayUntil((_) -> unpublish(said.item()))));
	}

	/**
	 * Lets visitors see the latest revision.
	 * @param slug the document's name
	 * @param at when; at once if it is {@code null}
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it is now
	 */
	public Mono<ContentItem<T>> publish(String slug, @Nullable Instant at, Change change, HttpHeaders headers) {
		return act(slug, headers, (said) -> (at != null) ? schedule(said, at, change) : publishNow(said, change));
	}

	private Mono<Said> schedule(Said said, Instant at, Change change) {
		var now = this.items.now();
		if (!at.isAfter(now) || at.isAfter(now.plus(FAREST))) {
			return Mono.error(() -> InvalidInput
				.invalid(List.of(new FieldError("at", "must lie in the future, and in the next five years"))));
		}
		this.documents.check(said.document());
		return this.items.store(said.item().scheduled(at.truncatedTo(ChronoUnit.MICROS)), said.document(),
				Action.SCHEDULED, change);
	}

	private Mono<Said> publishNow(Said said, Change change) {
		if (said.item().state() == State.PUBLISHED) {
			return Mono.just(said);
		}
		this.documents.check(said.document());
		return this.items.store(said.item().nowPublished(), said.document(), Action.PUBLISHED, change)
			.delayUntil(this::publish);
	}

	/**
	 * Takes back that a document becomes public by itself.
	 * @param slug its name
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it is now
	 */
	public Mono<ContentItem<T>> unschedule(String slug, Change change, HttpHeaders headers) {
		return act(slug, headers, (said) -> (said.item().publishAt() == null) ? Mono.just(said)
				: this.items.store(said.item().scheduled(null), said.document(), Action.UNSCHEDULED, change));
	}

	/**
	 * Hides a document from visitors, now and as far as it was going to be shown.
	 * @param slug its name
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it is now
	 */
	public Mono<ContentItem<T>> unpublish(String slug, Change change, HttpHeaders headers) {
		return act(slug, headers,
				(said) -> (said.item().state() == State.DRAFT) ? Mono.just(said)
						: this.items.store(said.item().unpublished(), said.document(), Action.UNPUBLISHED, change)
							.delayUntil((_) -> unpublish(said.item())));
	}

	/**
	 * Gives a document another name, which may be that of one that is gone: that one
	 * steps aside, and can be restored where it is then. The old address leads to the new
	 * one.
	 * @param slug its name
	 * @param to the new name
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it is now
	 */
	public Mono<ContentItem<T>> rename(String slug, String to, Change change, HttpHeaders headers) {
		return Mono.defer(() -> {
			var next = new Slug(to).checked().slug();
			var condition = Condition.ofAction(headers);
			var renamed = this.items.lockNamed(List.of(slug, next))
				.collectMap(Item::slug)
				.flatMap((named) -> changed(Mono.justOrEmpty(named.get(slug)), slug, condition, false,
						(said) -> next.equals(slug) ? Mono.error(() -> new SlugTaken(next))
								: rename(said, named.get(next), next, change)))
				.as(this.transaction::transactional);
			// an import claims names before it locks, and the database may end one of the
			// two: the second time the name is taken, or it is not
			return renamed
				.retryWhen(Retry.max(MOST_COLLISIONS)
					.filter(Collision::isBehind)
					.onRetryExhaustedThrow((_, last) -> last.failure()))
				.onErrorMap(DuplicateKeyException.class, (_) -> new SlugTaken(next));
		});
	}

	private Mono<Said> rename(Said said, @Nullable Item there, String to, Change change) {
		return makeRoom(there, change)
			.then(Mono.defer(() -> this.items.store(said.item().renamed(to), said.document(), Action.RENAMED, change)))
			.delayUntil((renamed) -> this.items.redirect(said.item().slug(), renamed.item()))
			.delayUntil((renamed) -> move(said.item(), renamed.item()));
	}

	private Mono<Said> makeRoom(@Nullable Item there, Change change) {
		return Mono.justOrEmpty(there)
			.filter(Item::isDeleted)
			.flatMap(this.items::head)
			.flatMap((gone) -> this.items.store(gone.item().steppedAside(), gone.document(), Action.RENAMED, change));
	}

	private Mono<Void> move(Item before, Item after) {
		var visible = after.published();
		if (visible == null) {
			return Mono.empty();
		}
		return this.items.document(after, visible)
			.flatMap((document) -> this.kind.unpublish(before.slug())
				.then(this.kind.publish(after.slug(), this.documents.read(document))))
			.then(Mono.defer(() -> this.changes.tell(List.of(this.kind.id(after.slug())),
					List.of(this.kind.id(before.slug())))));
	}

	/**
	 * Tells in which order the documents are.
	 * @return the names of all of them
	 */
	Mono<OwnersOrder> order() {
		return this.items.all(false).map((said) -> said.item().slug()).collectList().map(OwnersOrder::new);
	}

	/**
	 * Puts all documents into an order.
	 * @param slugs the names of all of them
	 * @param change who and why
	 * @param headers with {@code If-Match}, the tag of the order that was seen
	 * @return all of them, in that order
	 */
	public Flux<ContentItem<T>> order(List<String> slugs, Change change, HttpHeaders headers) {
		return Mono
			.defer(() -> this.ordering
				.order(slugs, SeenVersion.of(headers, "the order that you saw", OwnersOrder.EXAMPLE), change)
				.as(this.transaction::transactional))
			.thenMany(Flux.defer(() -> list(false)));
	}

	/**
	 * Lets a document say again what it said once, as a new revision.
	 * @param slug its name, which may be that of one that is gone
	 * @param number the revision that said it
	 * @param publish whether visitors are to see it at once; if it is {@code null}, they
	 * do if what they see is the latest revision
	 * @param change who and why
	 * @param headers with {@code If-Match}
	 * @return the document as it is now
	 */
	public Mono<ContentItem<T>> restore(String slug, int number, @Nullable Boolean publish, Change change,
			HttpHeaders headers) {
		return Mono.defer(() -> change(slug, Condition.ofAction(headers), true,
				(said) -> this.items.document(said.item(), number)
					.doOnNext(this.documents::check)
					.flatMap((document) -> restore(said.item(), document,
							(publish != null) ? publish : said.item().isHeadPublished(), change))));
	}

	private Mono<Said> restore(Item item, String document, boolean publish, Change change) {
		return this.items.store(publish ? item.nowPublished() : item.drafted(), document, Action.RESTORED, change)
			.delayUntil((restored) -> publish ? publish(restored) : Mono.empty());
	}

	/**
	 * Finds where something went that had another address.
	 * @param slug the address before
	 * @return the address now, empty if nothing that visitors see was ever there
	 */
	public Mono<String> movedTo(String slug) {
		return this.items.movedTo(slug, false);
	}

	/**
	 * Publishes what is due. Several replicas may do so at the same time.
	 * @return what was published, by its name
	 */
	Flux<Mono<String>> publishDue() {
		return Flux.defer(this.items::due).map(this::publishDue);
	}

	private Mono<String> publishDue(long id) {
		return Mono.defer(() -> this.items.lockDue(id))
			.flatMap(this.items::head)
			.flatMap((said) -> publishNow(said, Change.SCHEDULE))
			.map((said) -> said.item().slug())
			.as(this.transaction::transactional);
	}

	private Mono<ContentItem<T>> act(String slug, HttpHeaders headers, Function<Said, Mono<Said>> change) {
		return Mono.defer(() -> change(slug, Condition.ofAction(headers), false, change));
	}

	/** One change of what is there, or was. */
	private Mono<ContentItem<T>> change(String slug, Unchanged condition, boolean alsoDeleted,
			Function<Said, Mono<Said>> change) {
		return changed(this.items.lock(slug), slug, condition, alsoDeleted, change).as(this.transaction::transactional);
	}

	private Mono<ContentItem<T>> changed(Mono<Item> locked, String slug, Unchanged condition, boolean alsoDeleted,
			Function<Said, Mono<Said>> change) {
		return locked.filter((item) -> alsoDeleted || !item.isDeleted())
			.switchIfEmpty(unknown(slug))
			.flatMap(this.items::head)
			.delayUntil((said) -> isAsSeen(said.item(), condition).filter(Boolean::booleanValue)
				.switchIfEmpty(Mono.error(() -> changedMeanwhile(shown(said)))))
			.flatMap(change)
			.map(this::shown);
	}

	/** As its owner saw it, or as everybody did where that is the same. */
	private Mono<Boolean> isAsSeen(Item item, Unchanged condition) {
		return condition.holds(item) ? Mono.just(true)
				: Mono.just(item)
					.filter(Item::isHeadPublished)
					.flatMap((visible) -> this.kind.page(visible.slug()))
					.map((page) -> condition.holdsFor(this.documents.tagOf(page)))
					.defaultIfEmpty(false);
	}

	private static ChangedMeanwhile changedMeanwhile(ContentItem<?> current) {
		return new ChangedMeanwhile(
				"This was changed meanwhile and is at revision %d now. Compare, and send yours with If-Match: %s."
					.formatted(current.revision(), current.tag()),
				current, current.tag());
	}

	private Mono<Void> publish(Said said) {
		return this.kind.publish(said.item().slug(), this.documents.read(said.document()))
			.then(Mono.defer(() -> this.changes.tell(List.of(this.kind.id(said.item().slug())), List.of())));
	}

	private Mono<Void> unpublish(Item item) {
		return !item.isPublished() ? Mono.empty() : this.kind.unpublish(item.slug())
			.then(Mono.defer(() -> this.changes.tell(List.of(), List.of(this.kind.id(item.slug())))));
	}

	private ContentItem<T> shown(Said said) {
		var document = this.documents.read(said.document());
		return ContentItem.of(said.item(), document, this.kind.html(document));
	}

	private <R> Mono<R> unknown(String slug) {
		return Mono.error(() -> this.kind.unknown(slug));
	}

	/**
	 * What is under a name.
	 *
	 * @param <T> a document
	 */
	sealed interface Found<T> {

		/**
		 * The document.
		 *
		 * @param <T> a document
		 * @param item the document as it is now
		 */
		record There<T>(ContentItem<T> item) implements Found<T> {
		}

		/**
		 * It has another name by now.
		 *
		 * @param <T> a document
		 * @param slug its name
		 */
		record Moved<T>(String slug) implements Found<T> {
		}

	}

	/**
	 * What came of storing a document.
	 *
	 * @param <T> a document
	 * @param item the document as it is now
	 * @param created whether it is new
	 */
	public record Written<T>(ContentItem<T> item, boolean created) {
	}

	/**
	 * A text as the site is going to show it.
	 *
	 * @param html safe to embed
	 */
	public record Preview(String html) {
	}

}
