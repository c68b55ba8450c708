package dev.akshay.portfolio.platform.editing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.Document;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Brings content files among what the owner writes: a file that is new or changed makes a
 * revision that is published, one that stayed as it was never overwrites what was written
 * since, and what came from a file goes when its file does.
 *
 * @param <T> a document
 */
class FileLoading<T> implements ContentLoader {

	private static final Log logger = LogFactory.getLog(FileLoading.class);

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final Items items;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	FileLoading(ContentKind<T> kind, Documents<T> documents, Items items, ContentChanges changes,
			TransactionalOperator transaction) {
		this.kind = kind;
		this.documents = documents;
		this.items = items;
		this.changes = changes;
		this.transaction = transaction;
	}

	@Override
	public Mono<Void> load(ContentFiles files) {
		return Mono.fromCallable(() -> this.kind.files(files))
			.flatMap((documents) -> load(documents).as(this.transaction::transactional));
	}

	private Mono<Void> load(List<Document<T>> files) {
		var names = files.stream().map(Document::slug).collect(Collectors.toSet());
		return this.items.lockFiles(names).collectList().flatMap((items) -> {
			var known = new Known(items, names);
			var published = Flux.fromIterable(files).concatMap((file) -> load(file, known)).collectList();
			var removed = Flux.fromIterable(known.withoutFile()).concatMap(this::remove).collectList();
			return published.zipWhen((_) -> removed).flatMap((ids) -> this.changes.tell(ids.getT1(), ids.getT2()));
		});
	}

	private Mono<String> load(Document<T> file, Known known) {
		var item = known.of(file.slug());
		var found = (item != null) ? Mono.just(item) : this.items.claim(file.slug()).then(this.items.lock(file.slug()));
		return found.filter((locked) -> !locked.isLoadedFrom(file.slug(), file.hash()))
			.filter((locked) -> isFree(file, locked, known))
			.flatMap((locked) -> this.items
				.store(locked.nowPublished().from(file.slug(), file.hash()), this.documents.write(file.content()),
						Action.PUBLISHED, Change.FILE)
				.map(Items.Said::item))
			.delayUntil((stored) -> this.kind.publish(stored.slug(), file.content()))
			.map((stored) -> this.kind.id(stored.slug()))
			// also of a file that was loaded before files were kept
			.flatMap((id) -> keep(file).thenReturn(id))
			.switchIfEmpty(Mono.defer(() -> keep(file).then(Mono.empty())));
	}

	private Mono<Void> keep(Document<T> file) {
		return this.items.keepSource(file.slug(), file.hash(), file.text());
	}

	/** What was renamed since still belongs to its file. */
	private static boolean isFree(Document<?> file, Item item, Known known) {
		if (item.hasSteppedAside()) {
			logger.warn(
					"%s.md is left out: what came from it is deleted and made way for another of its name; restore it first"
						.formatted(file.slug()));
			return false;
		}
		var owner = item.file();
		if (owner == null || owner.equals(file.slug()) || !known.names().contains(owner)) {
			return true;
		}
		logger.warn("%s.md is left out: its address is that of what came from %s.md".formatted(file.slug(), owner));
		return false;
	}

	private Mono<String> remove(Item item) {
		if (item.isDeleted()) {
			return this.items.keep(item.withoutFile()).then(Mono.empty());
		}
		return this.items.head(item)
			.flatMap((said) -> this.items.store(item.deleted(this.items.now()).withoutFile(), said.document(),
					Action.DELETED, Change.FILE))
			.filter((_) -> item.isPublished())
			.delayUntil((_) -> this.kind.unpublish(item.slug()))
			.map((_) -> this.kind.id(item.slug()));
	}

	/** What is there already when files are loaded. */
	private static final class Known {

		private final Map<String, Item> byFile = new HashMap<>();

		private final Map<String, Item> bySlug = new HashMap<>();

		private final Set<String> names;

		Known(List<Item> items, Set<String> names) {
			this.names = names;
			for (var item : items) {
				var file = item.file();
				if (file != null) {
					this.byFile.put(file, item);
				}
				this.bySlug.put(item.slug(), item);
			}
		}

		Set<String> names() {
			return this.names;
		}

		@Nullable Item of(String file) {
			var item = this.byFile.get(file);
			return (item != null) ? item : this.bySlug.get(file);
		}

		List<Item> withoutFile() {
			var gone = new ArrayList<Item>();
			this.byFile.forEach((file, item) -> {
				if (!this.names.contains(file)) {
					gone.add(item);
				}
			});
			return gone;
		}

	}

}
