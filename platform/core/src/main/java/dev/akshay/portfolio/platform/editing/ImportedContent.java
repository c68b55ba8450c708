package dev.akshay.portfolio.platform.editing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.editing.Imports.Staged;
import dev.akshay.portfolio.platform.editing.Imports.StagedFile;
import dev.akshay.portfolio.platform.editing.Items.Said;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes of a staged import what the owner writes and visitors see. Whatever happened
 * since it was staged, this succeeds: it was checked then, and each document takes what
 * comes as one more revision.
 *
 * @param <T> a document
 */
class ImportedContent<T> {

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final Items items;

	private final Imports imports;

	private final ContentChanges changes;

	ImportedContent(ContentKind<T> kind, Documents<T> documents, Items items, Imports imports, ContentChanges changes) {
		this.kind = kind;
		this.documents = documents;
		this.items = items;
		this.imports = imports;
		this.changes = changes;
	}

	/**
	 * Applies an import within a transaction.
	 * @param staged the import
	 * @param sidecar what it says beside its files
	 * @return completes when it is done
	 */
	Mono<Void> apply(Staged staged, ContentSidecar sidecar) {
		return this.imports.names(staged.id()).collectList().flatMap((names) -> {
			var round = new Round(staged, sidecar);
			return this.imports.namesOfTexts(staged.id())
				.concatMap(this.items::claim)
				.thenMany(this.items.lockNamed(names))
				.concatMap((item) -> bring(item, round))
				.thenMany(Flux.fromIterable(sidecar.scheduled().keySet()))
				.filter((slug) -> !names.contains(slug))
				.concatMap((slug) -> schedule(slug, round))
				.thenMany(Flux.fromIterable(sidecar.redirects().entrySet()))
				.concatMap((redirect) -> redirect(redirect.getKey(), redirect.getValue(), round))
				.then(Mono.defer(() -> this.changes.tell(round.published, round.removed)))
				.then(this.imports.applied(staged.id()));
		});
	}

	private Mono<Item> bring(Item item, Round round) {
		return this.imports.files(round.staged.id(), item.slug()).collectList().flatMap((files) -> {
			var visible = files.stream().filter((file) -> !file.draft()).findFirst().orElse(null);
			var draft = files.stream().filter(StagedFile::draft).findFirst().orElse(null);
			return bring(item, visible, draft, round).flatMap((said) -> schedule(said, draft, round));
		});
	}

	private Mono<Said> bring(Item item, @Nullable StagedFile visible, @Nullable StagedFile draft, Round round) {
		if (item.head() == 0) {
			return fresh(item, visible, draft, round);
		}
		return this.items.head(item).flatMap((said) -> {
			var waits = (draft != null) ? draft.document() != null : !item.isDeleted() && !item.isHeadPublished();
			var waiting = (draft != null && draft.document() != null) ? draft
					: new StagedFile(item.slug(), true, said.document(), null);
			if (visible == null) {
				return waits ? draft(item, waiting, round) : withoutDraft(said, round);
			}
			if (visible.document() == null) {
				return hide(said, waits, round).flatMap(
						(hidden) -> (waits && draft != null) ? draft(hidden.item(), draft, round) : Mono.just(hidden));
			}
			return waits
					? publish(item.orderedBeneath(), visible, round)
						.flatMap((published) -> draft(published.item(), waiting, round))
					: publish(item.nowPublished(), visible, round);
		});
	}

	/** One that was never there. */
	private Mono<Said> fresh(Item item, @Nullable StagedFile visible, @Nullable StagedFile draft, Round round) {
		var published = (visible != null && visible.document() != null) ? publish(item.nowPublished(), visible, round)
				: Mono.<Said>empty();
		return published.flatMap((said) -> (draft != null) ? draft(said.item(), draft, round) : Mono.just(said))
			.switchIfEmpty(Mono.defer(() -> draft(item, Objects.requireNonNull(draft), round)));
	}

	private Mono<Said> publish(Item item, StagedFile file, Round round) {
		return store(item, file, Action.PUBLISHED, round)
			.delayUntil((said) -> this.kind.publish(item.slug(), this.documents.read(said.document())))
			.doOnNext((_) -> round.published(this.kind.id(item.slug())));
	}

	private Mono<Said> draft(Item item, StagedFile file, Round round) {
		return store(item.drafted(), file, Action.DRAFTED, round);
	}

	private Mono<Said> store(Item item, StagedFile file, Action action, Round round) {
		var text = file.text();
		return this.items.store(item, Objects.requireNonNull(file.document()), action, round.staged.change())
			.delayUntil((_) -> (text != null) ? this.items.keepSource(item.id(), item.head(), text) : Mono.empty());
	}

	/** Visitors go on seeing what they see, or there is nothing of it any more. */
	private Mono<Said> withoutDraft(Said said, Round round) {
		var visible = said.item().published();
		return (visible != null) ? this.items.document(said.item(), visible)
			.flatMap((document) -> this.items.store(said.item().nowPublished(), document, Action.PUBLISHED,
					round.staged.change()))
				: hide(said, false, round);
	}

	private Mono<Said> hide(Said said, boolean waits, Round round) {
		var item = said.item();
		if (item.isDeleted()) {
			return Mono.just(said);
		}
		var hidden = waits
				? this.items.store(item.unpublished(), said.document(), Action.UNPUBLISHED, round.staged.change())
				: this.items.store(item.deleted(this.items.now()), said.document(), Action.DELETED,
						round.staged.change());
		return !item.isPublished() ? hidden : hidden.delayUntil((_) -> this.kind.unpublish(item.slug()))
			.doOnNext((_) -> round.removed(this.kind.id(item.slug())));
	}

	/**
	 * A draft that came brings its time with it, or has none; one that is there already
	 * may get another.
	 */
	private Mono<Item> schedule(Said said, @Nullable StagedFile draft, Round round) {
		var item = said.item();
		var told = round.at(item.slug());
		var at = (draft != null || told != null) ? told : item.publishAt();
		if (item.isDeleted() || item.isHeadPublished() || Objects.equals(at, item.publishAt())) {
			return Mono.just(item);
		}
		return this.items
			.store(item.scheduled(at), said.document(), (at != null) ? Action.SCHEDULED : Action.UNSCHEDULED,
					round.staged.change())
			.map(Said::item);
	}

	/** A draft that was there already. */
	private Mono<Item> schedule(String slug, Round round) {
		return this.items.lock(slug)
			.flatMap(this.items::head)
			.flatMap((said) -> schedule(said, new StagedFile(slug, true, said.document(), null), round));
	}

	private Mono<Item> redirect(String old, String slug, Round round) {
		return this.items.find(old)
			.filter((said) -> !said.item().isDeleted())
			.hasElement()
			.filter((taken) -> !taken)
			.flatMap((_) -> this.items.find(slug))
			.map(Said::item)
			.filter((item) -> !item.isDeleted())
			.delayUntil((item) -> this.items.redirect(old, item))
			.doOnNext((_) -> round.moved(this.kind.id(old)));
	}

	/** What one import does, until it is told. */
	private static final class Round {

		private final Staged staged;

		private final Map<String, Instant> scheduled;

		private final List<String> published = new ArrayList<>();

		private final List<String> removed = new ArrayList<>();

		Round(Staged staged, ContentSidecar sidecar) {
			this.staged = staged;
			this.scheduled = new HashMap<>(sidecar.scheduled());
		}

		@Nullable Instant at(String slug) {
			return this.scheduled.get(slug);
		}

		void published(String id) {
			this.published.add(id);
		}

		void removed(String id) {
			this.removed.add(id);
		}

		void moved(String id) {
			if (!this.removed.contains(id)) {
				this.removed.add(id);
			}
		}

	}

}
