package dev.akshay.portfolio.platform.editing;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where one document stands. Every change of it comes with a revision of its own, so the
 * number of the latest one tells whether somebody saw it as it is.
 *
 * @param id its name inside, which stays
 * @param slug its name in addresses, which may change
 * @param head the number of its latest revision, 0 before the first
 * @param published the number of the revision that visitors see
 * @param publishAt when its latest revision becomes public
 * @param deletedAt since when it is gone
 * @param file the content file that it came from
 * @param fileHash which state of that file was loaded last
 */
record Item(long id, String slug, int head, @Nullable Integer published, @Nullable Instant publishAt,
		@Nullable Instant deletedAt, @Nullable String file, @Nullable String fileHash) {

	State state() {
		if (this.deletedAt != null) {
			return State.DELETED;
		}
		if (this.publishAt != null) {
			return State.SCHEDULED;
		}
		if (this.published == null) {
			return State.DRAFT;
		}
		return isHeadPublished() ? State.PUBLISHED : State.CHANGED;
	}

	boolean isDeleted() {
		return this.deletedAt != null;
	}

	boolean isPublished() {
		return this.published != null;
	}

	boolean isHeadPublished() {
		return this.published != null && this.published == this.head;
	}

	boolean isLoadedFrom(String name, String hash) {
		return name.equals(this.file) && hash.equals(this.fileHash);
	}

	Item drafted() {
		return next(this.slug, this.published, this.publishAt, null);
	}

	Item nowPublished() {
		return next(this.slug, this.head + 1, null, null);
	}

	Item scheduled(@Nullable Instant at) {
		return next(this.slug, this.published, at, null);
	}

	Item unpublished() {
		return next(this.slug, null, null, null);
	}

	Item deleted(Instant at) {
		return next(this.slug, null, null, at);
	}

	/** With another name or place, but what visitors see stays what they see. */
	Item renamed(String to) {
		return next(to, isHeadPublished() ? Integer.valueOf(this.head + 1) : this.published, this.publishAt, null);
	}

	/** Deleted still, under a name that nobody would choose: its own is wanted. */
	Item steppedAside() {
		var rest = asideName();
		var to = this.slug.substring(0, Math.min(this.slug.length(), Slug.LONGEST - rest.length())) + rest;
		return next(to, null, null, this.deletedAt);
	}

	boolean hasSteppedAside() {
		return isDeleted() && this.slug.endsWith(asideName());
	}

	private String asideName() {
		return "-deleted-" + this.id;
	}

	Item ordered() {
		return renamed(this.slug);
	}

	/** A revision that visitors see, although a later one waits or is going to. */
	Item orderedBeneath() {
		return next(this.slug, this.head + 1, this.publishAt, null);
	}

	Item from(String name, String hash) {
		return new Item(this.id, this.slug, this.head, this.published, this.publishAt, this.deletedAt, name, hash);
	}

	Item withoutFile() {
		return new Item(this.id, this.slug, this.head, this.published, this.publishAt, this.deletedAt, null, null);
	}

	private Item next(String to, @Nullable Integer visible, @Nullable Instant due, @Nullable Instant deleted) {
		return new Item(this.id, to, this.head + 1, visible, due, deleted, this.file, this.fileHash);
	}

}
