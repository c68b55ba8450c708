package dev.akshay.portfolio.platform.editing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.editing.Items.Said;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts documents into the owner's order. What visitors see moves; what waits goes on
 * waiting, and moves, too.
 *
 * @param <T> a document
 */
class Ordering<T> {

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final Items items;

	private final ContentChanges changes;

	Ordering(ContentKind<T> kind, Documents<T> documents, Items items, ContentChanges changes) {
		this.kind = kind;
		this.documents = documents;
		this.items = items;
		this.changes = changes;
	}

	/**
	 * Puts all documents into an order, within a transaction.
	 * @param slugs the names of all of them
	 * @param seen the order that it was made from
	 * @param change who and why
	 * @return completes when they are; fails with a 412 if they are in another order than
	 * was seen, and with {@link InvalidInput} if these are not the names of all
	 */
	Mono<Void> order(List<String> slugs, SeenVersion seen, Change change) {
		return this.items.lockAll().collectList().flatMap((inOrder) -> {
			var now = new OwnersOrder(inOrder.stream().map((said) -> said.item().slug()).toList());
			if (!seen.is(now.tag())) {
				throw now.changedMeanwhile();
			}
			var all = inOrder.stream().collect(Collectors.toMap((said) -> said.item().slug(), Function.identity()));
			check(slugs, all.keySet());
			return Flux.range(0, slugs.size())
				.concatMap((index) -> place(Objects.requireNonNull(all.get(slugs.get(index))), index + 1, change))
				.collectList();
		}).flatMap((published) -> this.changes.tell(published, List.of()));
	}

	private static void check(List<String> slugs, Set<String> all) {
		var errors = new ArrayList<FieldError>();
		var seen = new HashSet<String>();
		for (int i = 0; i < slugs.size(); i++) {
			if (!all.contains(slugs.get(i)) || !seen.add(slugs.get(i))) {
				errors.add(new FieldError("[%d]".formatted(i),
						seen.contains(slugs.get(i)) ? "is named twice" : "is no name of anything here"));
			}
		}
		all.stream()
			.filter((slug) -> !seen.contains(slug))
			.sorted()
			.map((slug) -> new FieldError("body", "must name all, and %s is missing".formatted(slug)))
			.forEach(errors::add);
		if (!errors.isEmpty()) {
			throw InvalidInput.invalid(errors);
		}
	}

	/** Gives the id of what visitors see otherwise then, if they do. */
	private Mono<String> place(Said said, int position, Change change) {
		var item = said.item();
		var visible = item.published();
		if (visible == null || item.isHeadPublished()) {
			return placeHead(said, position, change).filter((placed) -> placed.item().isHeadPublished())
				.delayUntil((placed) -> this.kind.publish(placed.item().slug(), this.documents.read(placed.document())))
				.map((placed) -> this.kind.id(placed.item().slug()));
		}
		return this.items.document(item, visible)
			.filter((document) -> !this.documents.isAt(document, position))
			.map((document) -> this.documents.at(document, position))
			.flatMap((document) -> this.items.store(item.orderedBeneath(), document, Action.ORDERED, change))
			.delayUntil((placed) -> this.kind.publish(item.slug(), this.documents.read(placed.document())))
			// what waits stays the latest
			.flatMap((placed) -> this.items.store(placed.item().drafted(), this.documents.at(said.document(), position),
					Action.ORDERED, change))
			.map((_) -> this.kind.id(item.slug()))
			.switchIfEmpty(Mono.defer(() -> placeHead(said, position, change).then(Mono.empty())));
	}

	private Mono<Said> placeHead(Said said, int position, Change change) {
		return this.documents.isAt(said.document(), position) ? Mono.empty() : this.items.store(said.item().ordered(),
				this.documents.at(said.document(), position), Action.ORDERED, change);
	}

}
