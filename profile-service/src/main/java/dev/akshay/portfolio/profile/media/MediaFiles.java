package dev.akshay.portfolio.profile.media;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.Fault;
import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.hash.Sha256;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.profile.media.MediaArchive.ArchivedImage;
import dev.akshay.portfolio.profile.media.MediaArchive.Said;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.ErrorResponseException;

/**
 * Brings the images of the content folder into the library, before the texts that show
 * them. What was loaded once is left alone until its file or what is said about it
 * changes: it may have been described anew or deleted since. An image whose file goes
 * stays.
 */
@Component
@Order(0)
class MediaFiles implements ContentLoader {

	/** As much as an upload. */
	private static final int LARGEST = 10 * 1024 * 1024;

	private final MediaArchive archive;

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	MediaFiles(MediaArchive archive, DatabaseClient database, TransactionalOperator transaction) {
		this.archive = archive;
		this.database = database;
		this.transaction = transaction;
	}

	/**
	 * Loads the images. All of them are looked at before the first one is taken; each is
	 * a transaction of its own, as decoding many takes a while.
	 */
	@Override
	public Mono<Void> load(ContentFiles files) {
		return blocking(() -> said(files)).flatMap((said) -> changed(files, said).concatMap(this::faults, 1)
			.collectList()
			.flatMap((faults) -> faults.isEmpty() ? take(files, said) : Mono.error(new InvalidContent(faults))));
	}

	private static List<Said> said(ContentFiles files) {
		var names = new HashSet<>(files.names(MediaList.FOLDER));
		if (!names.remove(MediaList.FILE.substring(MediaList.FOLDER.length()))) {
			return described(names, List.of());
		}
		try {
			return described(names, MediaList.read(files.text(MediaList.FILE), names));
		}
		catch (InvalidInput ex) {
			throw new InvalidContent(faults(MediaList.FILE, ex).toList());
		}
	}

	private static List<Said> described(Set<String> names, List<Said> said) {
		var silent = new HashSet<>(names);
		said.forEach((image) -> silent.remove(image.file()));
		if (!silent.isEmpty()) {
			throw new InvalidContent(silent.stream()
				.sorted()
				.map((name) -> new Fault(MediaList.FOLDER + name, null, "alt", "must be told in " + MediaList.FILE))
				.toList());
		}
		return said;
	}

	private Flux<ImageFile> changed(ContentFiles files, List<Said> said) {
		return Flux.fromIterable(said)
			.concatMap((image) -> blocking(
					() -> ImageFile.of(image, files.bytes(MediaList.FOLDER + image.file(), LARGEST))), 1)
			.filterWhen((file) -> isLoaded(file).map((loaded) -> !loaded), 1);
	}

	private Flux<Fault> faults(ImageFile file) {
		return this.archive.check(file.image())
			.thenMany(Flux.<Fault>empty())
			.onErrorResume(ErrorResponseException.class,
					(refusal) -> Flux.fromStream(faults(MediaList.FOLDER + file.image().file(), refusal)));
	}

	private static Stream<Fault> faults(String file, ErrorResponseException refusal) {
		return FieldError.of(refusal).stream().map((error) -> new Fault(file, null, error.field(), error.message()));
	}

	private Mono<Void> take(ContentFiles files, List<Said> said) {
		return changed(files, said).concatMap(
				(file) -> this.archive.takeBack(file.image()).then(note(file)).as(this.transaction::transactional), 1)
			.then(forget(said.stream().map(Said::file).collect(Collectors.toSet())));
	}

	private Mono<Boolean> isLoaded(ImageFile file) {
		return this.database.sql("select true from media_file where name = :name and hash = :hash")
			.bind("name", file.image().file())
			.bind("hash", ByteBuffer.wrap(file.hash()))
			.map((row) -> true)
			.one()
			.defaultIfEmpty(false);
	}

	private Mono<Void> note(ImageFile file) {
		return this.database.sql("""
				insert into media_file (name, hash) values (:name, :hash)
				on conflict (name) do update set hash = excluded.hash""")
			.bind("name", file.image().file())
			.bind("hash", ByteBuffer.wrap(file.hash()))
			.then();
	}

	/** A file that went and comes back is loaded like a new one. */
	private Mono<Void> forget(Set<String> there) {
		return this.database.sql("delete from media_file where name <> all(:there)")
			.bind("there", there.toArray(String[]::new))
			.then();
	}

	private static <T> Mono<T> blocking(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * A file with what is said about it.
	 *
	 * @param image the image
	 * @param hash the SHA-256 of both
	 */
	@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
	private record ImageFile(ArchivedImage image, byte[] hash) {

		static ImageFile of(Said said, byte[] bytes) {
			var digest = Sha256.digest();
			digest.update(MediaList.write(List.of(said)));
			return new ImageFile(new ArchivedImage(said.file(), said.name(), said.alt(), bytes), digest.digest(bytes));
		}

	}

}
