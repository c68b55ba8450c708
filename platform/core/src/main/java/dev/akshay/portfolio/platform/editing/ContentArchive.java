package dev.akshay.portfolio.platform.editing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveWriter;
import dev.akshay.portfolio.platform.archive.InvalidArchive;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.editing.Imports.StagedFile;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Documents of one kind as files, out and in again. What is public lies where it lies in
 * the content folder; what only the owner sees lies below {@value #HIDDEN}, which nobody
 * loads.
 *
 * @param <T> a document
 */
public class ContentArchive<T> {

	/** Where an archive keeps what no content folder has. */
	public static final String HIDDEN = ".studio/";

	private static final int PIECE = 16 * 1024;

	private static final String DRAFTS = HIDDEN + "drafts/";

	private final ContentKind<T> kind;

	private final Documents<T> documents;

	private final FileFormat<T> format;

	private final Items items;

	private final Imports imports;

	private final ImportedContent<T> imported;

	private final Spool spool;

	private final JsonMapper json;

	private final TransactionalOperator transaction;

	ContentArchive(ContentKind<T> kind, Documents<T> documents, FileFormat<T> format, Items items, Imports imports,
			ImportedContent<T> imported, Spool spool, JsonMapper json, TransactionalOperator transaction) {
		this.kind = kind;
		this.documents = documents;
		this.format = format;
		this.items = items;
		this.imports = imports;
		this.imported = imported;
		this.spool = spool;
		this.json = json.rebuild()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.enable(SerializationFeature.INDENT_OUTPUT)
			.build();
		this.transaction = transaction;
	}

	/**
	 * Whether a file belongs here.
	 * @param path its path in an archive
	 * @return whether it is one of this kind, if it is any
	 */
	public boolean owns(String path) {
		var folder = folder();
		return path.equals(sidecar()) || (folder.isEmpty() ? path.equals(file("")) || path.equals(DRAFTS + file(""))
				: path.startsWith(folder) || path.startsWith(DRAFTS + folder));
	}

	/** Such as {@code projects/}, empty if there is one document only. */
	private String folder() {
		var file = this.kind.file("-");
		return file.substring(0, file.lastIndexOf('/') + 1);
	}

	private boolean isSingle() {
		return folder().isEmpty();
	}

	private String file(String slug) {
		return this.kind.file(slug);
	}

	private String sidecar() {
		var name = isSingle() ? file("").replaceFirst("\\.[^.]*$", "") : folder().substring(0, folder().length() - 1);
		return HIDDEN + name + ".json";
	}

	private String path(String slug, boolean draft) {
		return draft ? DRAFTS + file(slug) : file(slug);
	}

	/**
	 * Reads all files.
	 * @return the files in the order of their paths, one at a time
	 */
	public Flux<File> files() {
		return this.items.live().collectList().flatMapMany((items) -> {
			var published = Flux.fromIterable(items)
				.concatMap((item) -> published(item).map((text) -> new File(path(item.slug(), false), bytes(text))));
			var drafts = Flux.fromIterable(items)
				.concatMap((item) -> draft(item).map((text) -> new File(path(item.slug(), true), bytes(text))));
			return Flux.concat(published, drafts, beside(items));
		});
	}

	/** What visitors see, empty if they see nothing. */
	private Mono<String> published(Item item) {
		var visible = item.published();
		return (visible != null && !item.isDeleted()) ? text(item, visible) : Mono.empty();
	}

	/** What waits to be seen, empty if nothing does. */
	private Mono<String> draft(Item item) {
		return (item.isHeadPublished() || item.isDeleted() || item.head() == 0) ? Mono.empty()
				: text(item, item.head());
	}

	private Mono<String> text(Item item, int number) {
		return this.items.source(item, number).flatMap((source) -> {
			var text = source.text();
			return (text != null) ? Mono.just(text)
					: this.spool.blocking(() -> this.format.write(item.slug(), source.document()));
		});
	}

	private Mono<File> beside(List<Item> items) {
		return known(items).filter((sidecar) -> !sidecar.saysNothing())
			.map((sidecar) -> new File(sidecar(), bytes(this.json.writeValueAsString(sidecar) + '\n')));
	}

	private Mono<ContentSidecar> known(List<Item> items) {
		return this.items.redirects().map((redirects) -> ContentSidecar.of(redirects, items));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Writes all files into an archive.
	 * @param target where to
	 * @return completes when it is written
	 */
	public Mono<Void> writeTo(Path target) {
		return Mono.usingWhen(this.spool.blocking(() -> new ArchiveWriter(target)),
				(writer) -> files()
					.concatMap((file) -> this.spool.blocking(() -> writer.add(file.path(), file.content())))
					.then(),
				(writer) -> this.spool.blocking(() -> {
					writer.close();
					return true;
				}));
	}

	/**
	 * Gives all files as an archive.
	 * @return a ZIP file
	 */
	public Flux<DataBuffer> download() {
		return this.spool.withFile((file) -> writeTo(file)
			.thenMany(DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, PIECE)));
	}

	/**
	 * Receives an archive of this kind's files, and does with it what
	 * {@link #plan(Archive, boolean, UUID, Change)} does.
	 * @param body a ZIP file
	 * @param replace whether what is not in it goes
	 * @param stage under which id it is kept; {@code null} to look only
	 * @param change who and why
	 * @return what it is going to do
	 */
	public Mono<ImportPlan> upload(Flux<DataBuffer> body, boolean replace, @Nullable UUID stage, Change change) {
		return this.spool.received(body, (archive) -> {
			var foreign = archive.entries()
				.keySet()
				.stream()
				.filter((path) -> !owns(path))
				.map((path) -> new FieldError(path, "does not belong here"))
				.toList();
			return foreign.isEmpty() ? plan(archive, replace, stage, change)
					: Mono.error(() -> new InvalidArchive(foreign));
		});
	}

	/**
	 * Checks those files of an archive that are of this kind, and keeps what they say if
	 * it is to be applied later. What is shown by then is not changed.
	 * @param archive the files
	 * @param replace whether what is not among them goes
	 * @param stage under which id it is kept; {@code null} to look only
	 * @param change who and why
	 * @return what it is going to do. If that is not possible, nothing is kept
	 */
	public Mono<ImportPlan> plan(Archive archive, boolean replace, @Nullable UUID stage, Change change) {
		var staged = (stage != null) ? this.imports.begin(stage, change) : Mono.<Void>empty();
		return staged.then(Mono.defer(() -> compare(archive, replace, stage))).flatMap((plan) -> {
			if (stage != null && !plan.isPossible()) {
				return this.imports.drop(stage).thenReturn(plan);
			}
			return Mono.just(plan);
		}).as(this.transaction::transactional);
	}

	private Mono<ImportPlan> compare(Archive archive, boolean replace, @Nullable UUID stage) {
		return this.items.live().collectList().flatMap((items) -> {
			var paths = archive.entries().keySet().stream().filter(this::owns).toList();
			var comparison = new Comparison(Set.copyOf(paths), replace);
			return Flux.fromIterable(paths)
				.filter((path) -> !path.equals(sidecar()))
				.concatMap((path) -> compare(archive, path, stage))
				.concatWith(Flux.fromIterable(items).concatMap((item) -> removed(item, comparison, stage)))
				.concatWith(compareSidecar(archive, items, stage))
				.collectList()
				.map(ImportPlan::new);
		});
	}

	private Mono<FileChange> compare(Archive archive, String path, @Nullable UUID stage) {
		var slug = slugOf(path);
		if (slug == null) {
			return Mono.just(FileChange.refused(path, List.of(new FieldError("file", "does not belong here"))));
		}
		var draft = path.startsWith(HIDDEN);
		return this.spool.blocking(() -> archive.text(path))
			.flatMap((text) -> this.items.find(slug)
				.map(Items.Said::item)
				.flatMap((item) -> draft ? draft(item) : published(item))
				.map((now) -> now.equals(text) ? FileChange.Kind.UNCHANGED : FileChange.Kind.CHANGED)
				.defaultIfEmpty(FileChange.Kind.NEW)
				.flatMap((kind) -> (kind == FileChange.Kind.UNCHANGED) ? Mono.just(FileChange.of(path, kind))
						: stage(path, slug, draft, text, kind, stage)));
	}

	private Mono<FileChange> stage(String path, String slug, boolean draft, String text, FileChange.Kind kind,
			@Nullable UUID stage) {
		return this.spool.blocking(() -> {
			new Slug(slug).checked();
			return new StagedFile(slug, draft, this.documents.write(this.format.read(slug, text).content()), text);
		})
			.flatMap((file) -> (stage != null) ? this.imports.add(stage, file) : Mono.empty())
			.thenReturn(FileChange.of(path, kind))
			.onErrorResume(InvalidContent.class, (ex) -> Mono.just(FileChange.refused(path, errors(ex))))
			.onErrorResume(InvalidInput.class, (ex) -> Mono.just(FileChange.refused(path, ex.errors())));
	}

	private static List<FieldError> errors(InvalidContent faults) {
		return faults.details()
			.stream()
			.map((fault) -> new FieldError((fault.field() != null) ? fault.field() : "file",
					fault.message() + ((fault.line() != null) ? " (line %d)".formatted(fault.line()) : "")))
			.toList();
	}

	private @Nullable String slugOf(String path) {
		var file = path.startsWith(DRAFTS) ? path.substring(DRAFTS.length()) : path;
		int dot = file.lastIndexOf('.');
		if (dot < 0) {
			return null;
		}
		var slug = file.substring(file.lastIndexOf('/') + 1, dot);
		return file(slug).equals(file) ? slug : null;
	}

	private Flux<FileChange> removed(Item item, Comparison comparison, @Nullable UUID stage) {
		if (!comparison.replace() || isSingle()) {
			return Flux.empty();
		}
		return Flux.concat(published(item).map((_) -> false), draft(item).map((_) -> true))
			.filter((draft) -> !comparison.paths().contains(path(item.slug(), draft)))
			.concatMap((draft) -> ((stage != null)
					? this.imports.add(stage, new StagedFile(item.slug(), draft, null, null)) : Mono.<Void>empty())
				.thenReturn(FileChange.of(path(item.slug(), draft), FileChange.Kind.REMOVED)));
	}

	private Mono<FileChange> compareSidecar(Archive archive, List<Item> items, @Nullable UUID stage) {
		var path = sidecar();
		if (!archive.entries().containsKey(path)) {
			return Mono.empty();
		}
		return this.spool.blocking(() -> archive.text(path)).flatMap((text) -> known(items).flatMap((known) -> {
			try {
				var sidecar = this.json.readValue(text, ContentSidecar.class);
				var errors = errors(sidecar, archive, items);
				if (!errors.isEmpty()) {
					return Mono.just(FileChange.refused(path, errors));
				}
				var kept = (stage != null) ? this.imports.keep(stage, text) : Mono.<Void>empty();
				return kept.thenReturn(FileChange.of(path, known.saysNothing() ? FileChange.Kind.NEW
						: known.covers(sidecar) ? FileChange.Kind.UNCHANGED : FileChange.Kind.CHANGED));
			}
			catch (JacksonException ex) {
				var field = (ex instanceof DatabindException binding && !binding.getPath().isEmpty())
						? String.valueOf(binding.getPath().getFirst().getPropertyName()) : "file";
				return Mono.just(FileChange.refused(path,
						List.of(new FieldError(field, "cannot be read: " + ex.getOriginalMessage()))));
			}
		}));
	}

	private List<FieldError> errors(ContentSidecar sidecar, Archive archive, List<Item> items) {
		var errors = new ArrayList<FieldError>();
		var names = new TreeSet<>(items.stream().map(Item::slug).toList());
		archive.entries().keySet().stream().map(this::slugOf).forEach((slug) -> {
			if (slug != null) {
				names.add(slug);
			}
		});
		sidecar.redirects().forEach((old, slug) -> {
			if (!Slug.isName(old) || names.contains(old)) {
				errors.add(new FieldError("redirects." + old, "is no address, or that of a document"));
			}
			if (!names.contains(slug)) {
				errors.add(new FieldError("redirects." + old, "leads nowhere"));
			}
		});
		sidecar.scheduled().keySet().forEach((slug) -> {
			if (!archive.entries().containsKey(path(slug, true))) {
				errors.add(new FieldError("scheduled." + slug, "has no draft in this archive"));
			}
		});
		return errors;
	}

	/**
	 * Does what was staged, unless it is done already. Belongs into a transaction.
	 * @param id the import
	 * @return completes when it is done; fails with {@link UnknownImport} if nothing is
	 * staged
	 */
	public Mono<Void> apply(UUID id) {
		return this.imports.lock(id)
			.switchIfEmpty(Mono.error(() -> new UnknownImport(id)))
			.filter((staged) -> !staged.isApplied())
			.flatMap((staged) -> this.imported.apply(staged,
					this.json.readValue(staged.sidecar(), ContentSidecar.class)));
	}

	/**
	 * Forgets what was staged, unless it is done already.
	 * @param id the import
	 * @return completes when it is forgotten
	 */
	public Mono<Void> drop(UUID id) {
		return this.imports.drop(id);
	}

	/**
	 * Tells how far an import is here.
	 * @param id the import
	 * @return its state; fails with {@link UnknownImport} if there is none
	 */
	public Mono<ImportState> state(UUID id) {
		return this.imports.find(id)
			.map((staged) -> staged.isApplied() ? ImportState.APPLIED : ImportState.STAGED)
			.switchIfEmpty(Mono.error(() -> new UnknownImport(id)));
	}

	/**
	 * A file of an archive.
	 *
	 * @param path its path
	 * @param content what is in it
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it helps
												// nobody
	public record File(String path, byte[] content) {
	}

	/**
	 * With what is compared.
	 *
	 * @param paths what is in the archive
	 * @param replace whether the rest goes
	 */
	private record Comparison(Set<String> paths, boolean replace) {
	}

}
