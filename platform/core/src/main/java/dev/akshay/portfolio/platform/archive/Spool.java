package dev.akshay.portfolio.platform.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;

/**
 * Lets archives lie on disk while somebody works with them, instead of in memory. What
 * blocks runs on a few threads of its own.
 */
public final class Spool {

	private static final Log logger = LogFactory.getLog(Spool.class);

	private static final int THREADS = 2;

	private static final int WAITING = 32;

	private static final int IDLE_SECONDS = 60;

	private final ArchiveLimits limits;

	private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING, "archive", IDLE_SECONDS, true);

	/**
	 * A spool in the folder for temporary files.
	 * @param limits how large what comes in may be
	 */
	public Spool(ArchiveLimits limits) {
		this.limits = limits;
	}

	/**
	 * Works with a file that is there as long.
	 * @param <T> what comes of it
	 * @param work what is done with the file, which is empty at first
	 * @return what the work gives; the file is gone by then
	 */
	public <T> Flux<T> withFile(Function<Path, Publisher<T>> work) {
		return Flux.usingWhen(blocking(() -> Files.createTempFile("archive-", ".zip")), work, this::remove,
				(file, _) -> remove(file), this::remove);
	}

	private Mono<Void> remove(Path file) {
		return blocking(() -> Files.deleteIfExists(file)).then().onErrorResume((ex) -> {
			logger.warn("%s stays: %s".formatted(file, ex));
			return Mono.empty();
		});
	}

	/**
	 * Receives an archive.
	 * @param <T> what comes of it
	 * @param body its bytes
	 * @param work what is done with it, on a thread that may wait
	 * @return what the work gives; fails with {@link InvalidArchive} if it is none, and
	 * with {@link DataBufferLimitException} as soon as too much has come
	 */
	public <T> Mono<T> received(Flux<DataBuffer> body, Function<Archive, Mono<T>> work) {
		return this.<T>withFile((file) -> DataBufferUtils.write(limited(body), file).then(opened(file, work))).next();
	}

	/**
	 * Works with an archive that lies on disk already.
	 * @param <T> what comes of it
	 * @param file where it lies
	 * @param work what is done with it, on a thread that may wait
	 * @return what the work gives; fails with {@link InvalidArchive} if it is none
	 */
	public <T> Mono<T> opened(Path file, Function<Archive, Mono<T>> work) {
		return opened(file, this.limits, work);
	}

	/**
	 * Works with an archive that was written here: it is as large as it is.
	 * @param <T> what comes of it
	 * @param file where it lies
	 * @param work what is done with it, on a thread that may wait
	 * @return what the work gives
	 */
	public <T> Mono<T> reopened(Path file, Function<Archive, Mono<T>> work) {
		return opened(file, ArchiveLimits.NONE, work);
	}

	private <T> Mono<T> opened(Path file, ArchiveLimits within, Function<Archive, Mono<T>> work) {
		return Mono.usingWhen(blocking(() -> Archive.open(file, within)), work, (archive) -> blocking(() -> {
			archive.close();
			return true;
		}));
	}

	/**
	 * Receives bytes into a file.
	 * @param body the bytes
	 * @param file where to
	 * @return completes when all are there; fails with {@link DataBufferLimitException}
	 * as soon as too much has come
	 */
	public Mono<Void> receive(Flux<DataBuffer> body, Path file) {
		return DataBufferUtils.write(limited(body), file);
	}

	private Flux<DataBuffer> limited(Flux<DataBuffer> body) {
		return Flux.defer(() -> {
			var most = this.limits.upload().toBytes();
			var received = new long[1];
			return body.handle((buffer, sink) -> {
				received[0] += buffer.readableByteCount();
				if (received[0] > most) {
					DataBufferUtils.release(buffer);
					sink.error(new DataBufferLimitException("more than " + this.limits.upload()));
				}
				else {
					sink.next(buffer);
				}
			});
		});
	}

	/**
	 * Does what blocks where that harms nobody.
	 * @param <T> what comes of it
	 * @param work what blocks
	 * @return what it gives
	 */
	public <T> Mono<T> blocking(Blocking<T> work) {
		return Mono.fromCallable(work::run).subscribeOn(this.threads);
	}

	/**
	 * Work that blocks.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	public interface Blocking<T> {

		/**
		 * Does it.
		 * @return what comes of it
		 * @throws IOException if a file cannot be read or written
		 */
		T run() throws IOException;

	}

}
