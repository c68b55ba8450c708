package dev.akshay.portfolio.profile.archive;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveWriter;
import dev.akshay.portfolio.platform.archive.InvalidArchive;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.editing.FileChange;
import dev.akshay.portfolio.platform.editing.ImportPlan;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.profile.media.MadeImages;
import dev.akshay.portfolio.profile.media.MediaArchive;
import dev.akshay.portfolio.profile.media.MediaArchive.ArchivedImage;
import dev.akshay.portfolio.profile.media.MediaArchive.Said;
import dev.akshay.portfolio.profile.media.MediaArchive.TakenBack;
import dev.akshay.portfolio.profile.media.MediaList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Images as files of an archive, with what is said about them beside them. None ever goes
 * because an archive lacks it: it could not be restored.
 */
@Component
class Images {

	private static final String FOLDER = MediaList.FOLDER;

	private static final String SAID = MediaList.FILE;

	private final MediaArchive media;

	private final Spool spool;

	Images(MediaArchive media, Spool spool) {
		this.media = media;
		this.spool = spool;
	}

	/** Whether a file of an archive belongs to images. */
	boolean own(String path) {
		return path.startsWith(FOLDER);
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
			.flatMap((said) -> this.spool.blocking(() -> writer.add(SAID, MediaList.write(said))))
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
	 * Makes the images of an archive that are not there yet, which for many takes longer
	 * than a transaction may.
	 * @param <T> what comes of it
	 * @param archive the archive
	 * @param work what is done with them, as long as they are kept
	 * @return what the work gives; fails with {@link InvalidArchive} if one of them is
	 * refused
	 */
	<T> Mono<T> made(Archive archive, Function<MadeImages, Mono<T>> work) {
		return this.spool.<T>withFile((file) -> Mono.usingWhen(this.spool.blocking(() -> MadeImages.in(file)),
				(made) -> make(archive, made).then(Mono.defer(() -> work.apply(made))),
				(made) -> this.spool.blocking(() -> {
					made.close();
					return true;
				})))
			.singleOrEmpty();
	}

	private Mono<Void> make(Archive archive, MadeImages made) {
		return each(archive, (image) -> this.media.make(image, made)).collectList()
			.map(ImportPlan::new)
			.filter((plan) -> !plan.isPossible())
			.flatMap((plan) -> Mono.error(() -> Importing.refused(plan)));
	}

	/**
	 * Takes the images of an archive back. Belongs into a transaction, which has to be
	 * given up if one of them is refused.
	 * @param archive the archive
	 * @param made those that were made of it before
	 * @return what became of every file of them
	 */
	Flux<FileChange> takeBack(Archive archive, MadeImages made) {
		return each(archive, (image) -> this.media.takeBack(image, made));
	}

	private Flux<FileChange> each(Archive archive, Work work) {
		var paths = archive.entries()
			.keySet()
			.stream()
			.filter((path) -> path.startsWith(FOLDER) && !path.equals(SAID))
			.toList();
		if (paths.isEmpty() && !archive.entries().containsKey(SAID)) {
			return Flux.empty();
		}
		return this.spool.blocking(() -> said(archive, paths))
			.zipWith(this.media.said().collectList())
			.flatMapMany((both) -> {
				var said = both.getT1();
				var spokenOf = said.stream().map(Said::file).collect(Collectors.toSet());
				var silent = Flux.fromIterable(paths)
					.filter((path) -> !spokenOf.contains(file(path)))
					.map((path) -> refused(path, "alt", "must be told in " + SAID));
				// in the order in which they came
				var spoken = Flux.fromIterable(said).concatMap((image) -> one(archive, image, work), 1);
				return Flux.concat(beside(archive, said, both.getT2()), silent, spoken);
			})
			.onErrorResume(InvalidInput.class, (ex) -> Flux.just(FileChange.refused(SAID, FieldError.of(ex))))
			.onErrorResume(InvalidArchive.class, (ex) -> Flux.just(refused(SAID, "file", "is not UTF-8")));
	}

	private static List<Said> said(Archive archive, Collection<String> paths) {
		var files = paths.stream().map(Images::file).collect(Collectors.toSet());
		return archive.entries().containsKey(SAID) ? MediaList.read(archive.text(SAID), files) : List.of();
	}

	private static String file(String path) {
		return path.substring(FOLDER.length());
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
					(refusal) -> Mono.just(FileChange.refused(path, FieldError.of(refusal))));
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
