package dev.akshay.portfolio.profile.media;

import java.util.Arrays;
import java.util.List;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.precondition.ChangedMeanwhile;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * What happens to images: each change is one transaction, with the event that tells it.
 */
@Service
class Library {

	private final MediaItems items;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	Library(MediaItems items, ContentChanges changes, TransactionalOperator transaction) {
		this.items = items;
		this.changes = changes;
		this.transaction = transaction;
	}

	/** The tag of an image, by which caches forget it. */
	static String tag(String id) {
		return "media/" + id;
	}

	/**
	 * Adds an image.
	 * @param image the image
	 * @param hash the SHA-256 of the file that it was made of
	 * @param name what the file was called
	 * @param alt what it says to those who do not see it
	 * @return the image as it is in the library, described by whoever added it first
	 */
	Mono<Added> add(ProcessedImage image, byte[] hash, String name, String alt) {
		var id = image.address().id();
		return this.items.add(image, name, alt)
			.delayUntil((_) -> this.items.addSource(hash, id))
			// it may come back as it left
			.delayUntil(
					(_) -> Arrays.equals(hash, image.hash()) ? Mono.empty() : this.items.addSource(image.hash(), id))
			.flatMap((isNew) -> this.items.find(id).map((item) -> new Added(item, isNew)))
			.delayUntil((added) -> added.isNew() ? this.changes.tell(List.of(tag(id)), List.of()) : Mono.empty())
			.as(this.transaction::transactional);
	}

	/**
	 * Describes an image anew.
	 * @param id which one
	 * @param seen as whoever describes it saw it
	 * @param alt the new words
	 * @return the image; fails if there is none or it is another by now
	 */
	Mono<MediaItem> describe(String id, SeenVersion seen, String alt) {
		return unchanged(id, seen).flatMap((item) -> describe(item, item.name(), alt))
			.as(this.transaction::transactional);
	}

	/** Belongs into a transaction, to the end of which nobody else changes it. */
	private Mono<MediaItem> unchanged(String id, SeenVersion seen) {
		return this.items.lock(id)
			.switchIfEmpty(Mono.error(UnknownMedia::new))
			.flatMap((item) -> seen.is(item.tag()) ? Mono.just(item) : Mono.error(() -> changedMeanwhile(item)));
	}

	private static ChangedMeanwhile changedMeanwhile(MediaItem current) {
		return new ChangedMeanwhile(
				"This image was described anew meanwhile. Look at it again, and send yours with If-Match: %s."
					.formatted(current.tag()),
				current, current.tag());
	}

	/** Describes an image as an archive does. */
	Mono<MediaItem> describe(String id, String name, String alt) {
		return this.items.lock(id).flatMap((item) -> describe(item, name, alt)).as(this.transaction::transactional);
	}

	/** Texts carry the words themselves, so nobody has to be told. */
	private Mono<MediaItem> describe(MediaItem item, String name, String alt) {
		return (item.alt().equals(alt) && item.name().equals(name)) ? Mono.just(item)
				: this.items.describe(item.id(), name, alt).then(this.items.find(item.id()));
	}

	/**
	 * Deletes an image for good.
	 * @param id which one
	 * @param seen as whoever deletes it saw it
	 * @return completes when it is gone; fails if there is none or it is another by now
	 */
	Mono<Void> delete(String id, SeenVersion seen) {
		return unchanged(id, seen).flatMap((_) -> this.items.delete(id))
			.then(Mono.defer(() -> this.changes.tell(List.of(), List.of(tag(id)))))
			.as(this.transaction::transactional);
	}

	/**
	 * An image of the library.
	 *
	 * @param item the image
	 * @param isNew whether it was not there before
	 */
	record Added(MediaItem item, boolean isNew) {
	}

}
