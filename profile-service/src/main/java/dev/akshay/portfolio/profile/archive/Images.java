package dev.akshay.portfolio.profile.archive;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveWriter;
import dev.akshay.portfolio.platform.archive.InvalidArchive;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.editing.ContentArchive;
import dev.akshay.portfolio.platform.editing.FileChange;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.profile.media.MediaArchive;
import dev.akshay.portfolio.profile.media.MediaArchive.ArchivedImage;
import dev.akshay.portfolio.profile.media.MediaArchive.Said;
import dev.akshay.portfolio.profile.media.MediaArchive.TakenBack;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Images as files of an archive, with what is said about them beside them. None ever goes
 * because an archive lacks it: it could not be restored.
 */
@Component
class Images {

	private static final String FOLDER = "media/";

	private static final String SAID = ContentArchive.HIDDEN + "media.json";

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private final MediaArchive media;

	private final Spool spool;

	Images(MediaArchive media, Spool spool) {
		this.media = media;
		this.spool = spool;
	}

	/** Whether a file of an archive belongs to images. */
	boolean own(String path) {
		return path.startsWith(FOLDER) || path.equals(SAID);
	}

	/**
	 * Adds all images to an archive.
	 * @param writer the archive
	 * @return completes when they are in it
	 */
	Mono<Void> writeTo(ArchiveWriter writer) {
		return this.media.all().concatMap((image) -> this.spool.blocking(() -> {
			writer.add(FOLDER + image.file(), image.bytes());
			return new Said(image.file(), image.name(), image.alt());
		}), 1)
			.collectList()
			.filter((said) -> !said.isEmpty())
			.flatMap((said) -> this.spool.blocking(() -> writer.add(SAID, JSON.writeValueAsBytes(said))))
			.then();
	}

	/**
	 * Says what would become of the images in an archive. Nothing is stored.
	 * @param archive the archive
	 * @return every file of them
	 */
	Flux<FileChange> plan(Archive archive) {
		return each(archive, this.media::check);
	}

	/**
	 * Takes the images of an archive back. Belongs into a transaction, which has to be
	 * given up if one of them is refused.
	 * @param archive the archive
	 * @return what became of every file of them
	 */
	Flux<FileChange> takeBack(Archive archive) {
		return each(archive, this.media::takeBack);
	}

	private Flux<FileChange> each(Archive archive, Work work) {
		var paths = archive.entries().keySet().stream().filter((path) -> path.startsWith(FOLDER)).toList();
		if (paths.isEmpty() && !archive.entries().containsKey(SAID)) {
			return Flux.empty();
		}
		return this.spool.blocking(() -> said(archive)).zipWith(this.media.said().collectList()).flatMapMany((both) -> {
			var said = both.getT1();
			var errors = errors(said, Set.copyOf(paths));
			if (!errors.isEmpty()) {
				return Flux.just(FileChange.refused(SAID, errors));
			}
			var files = new HashMap<String, Said>();
			said.forEach((image) -> files.put(image.file(), image));
			var silent = Flux.fromIterable(paths)
				.filter((path) -> !files.containsKey(path.substring(FOLDER.length())))
				.map((path) -> refused(path, "alt", "must be told in " + SAID));
			// in the order in which they came
			var spoken = Flux.fromIterable(said).concatMap((image) -> one(archive, image, work), 1);
			return Flux.concat(beside(archive, said, both.getT2()), silent, spoken);
		})
			.onErrorResume(JacksonException.class,
					(ex) -> Flux.just(refused(SAID, "file", "cannot be read: " + ex.getOriginalMessage())))
			.onErrorResume(InvalidArchive.class, (ex) -> Flux.just(refused(SAID, "file", "is not UTF-8")));
	}

	private static List<Said> said(Archive archive) {
		if (!archive.entries().containsKey(SAID)) {
			return List.of();
		}
		var said = JSON.readValue(archive.text(SAID), Said[].class);
		// "null" is no list either
		return Arrays.asList((said != null) ? said : new Said[1]);
	}

	@SuppressWarnings("ConstantValue") // what was read may lack anything
	private static List<FieldError> errors(List<Said> said, Set<String> paths) {
		if (said == null || said.stream().anyMatch((image) -> image == null || image.file() == null)) {
			return List.of(new FieldError("file", "must be a list of images, each with the name of its file"));
		}
		var names = new HashSet<String>();
		return said.stream()
			.map(Said::file)
			.filter((file) -> !names.add(file) || !paths.contains(FOLDER + file))
			.distinct()
			.map((file) -> new FieldError(file,
					paths.contains(FOLDER + file) ? "is there twice" : "is not in the archive"))
			.toList();
	}

	private static Flux<FileChange> beside(Archive archive, List<Said> said, List<Said> known) {
		if (!archive.entries().containsKey(SAID)) {
			return Flux.empty();
		}
		var kind = known.isEmpty() ? FileChange.Kind.NEW
				: Set.copyOf(known).containsAll(said) ? FileChange.Kind.UNCHANGED : FileChange.Kind.CHANGED;
		return Flux.just(new FileChange(SAID, kind, List.of()));
	}

	private Mono<FileChange> one(Archive archive, Said said, Work work) {
		var path = FOLDER + said.file();
		return this.spool.blocking(() -> new ArchivedImage(said.file(), said.name(), said.alt(), archive.bytes(path)))
			.flatMap(work::with)
			.map((taken) -> !taken.address().equals('/' + path)
					? refused(path, "file", "is another image than its name says")
					: new FileChange(path, taken.isNew() ? FileChange.Kind.NEW : FileChange.Kind.UNCHANGED, List.of()))
			.onErrorResume(ErrorResponseException.class,
					(refusal) -> Mono.just(FileChange.refused(path, errors(refusal))));
	}

	private static List<FieldError> errors(ErrorResponseException refusal) {
		var properties = refusal.getBody().getProperties();
		return (properties != null && properties.get("errors") instanceof List<?> errors)
				? errors.stream().filter(FieldError.class::isInstance).map(FieldError.class::cast).toList()
				: List.of(new FieldError("body", String.valueOf(refusal.getBody().getDetail())));
	}

	private static FileChange refused(String path, String field, String message) {
		return FileChange.refused(path, List.of(new FieldError(field, message)));
	}

	/** What is done with an image. */
	@FunctionalInterface
	private interface Work {

		Mono<TakenBack> with(ArchivedImage image);

	}

}
