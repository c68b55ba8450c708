package dev.akshay.portfolio.profile.archive;

import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.ArchiveWriter;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.editing.Editing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;

/** Gathers all that the owner wrote, here and at the other services, in one archive. */
@Component
class Exporting {

	private static final int PIECE = 16 * 1024;

	private final Editing<?> profile;

	private final Participants participants;

	private final Images images;

	private final Spool spool;

	private final Clock clock;

	Exporting(Editing<?> profile, Participants participants, Images images, Spool spool, ObjectProvider<Clock> clock) {
		this.profile = profile;
		this.participants = participants;
		this.images = images;
		this.spool = spool;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	/**
	 * Makes the archive.
	 * @param authorization who asks, as the other services are shown it
	 * @return a ZIP file; fails before the first byte if a service does not answer
	 */
	Flux<DataBuffer> export(String authorization) {
		return this.spool.withFile((file) -> write(file, authorization)
			.thenMany(DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, PIECE)));
	}

	private Mono<Void> write(Path target, String authorization) {
		return this.spool
			.<Boolean>withFile((collected) -> collect(collected, authorization)
				.then(this.spool.reopened(collected, (archive) -> this.spool.blocking(() -> write(target, archive)))))
			.then();
	}

	/**
	 * In the order of their paths, however they were gathered: the same files, the same
	 * bytes.
	 */
	private boolean write(Path target, Archive archive) {
		try (var writer = new ArchiveWriter(target)) {
			writer.add(Manifest.PATH,
					Manifest.of(archive.entries().values(), this.clock.instant().truncatedTo(ChronoUnit.SECONDS)));
			for (var path : archive.entries().keySet()) {
				writer.add(path, archive.bytes(path));
			}
			return true;
		}
	}

	private Mono<Void> collect(Path target, String authorization) {
		return Mono.usingWhen(this.spool.blocking(() -> new ArchiveWriter(target)),
				(writer) -> this.profile.archive()
					.files()
					.concatMap((file) -> this.spool.blocking(() -> writer.add(file.path(), file.content())))
					.thenMany(Flux.fromIterable(this.participants))
					.concatMap((participant) -> copy(participant, authorization, writer))
					.then(Mono.defer(() -> this.images.writeTo(writer))),
				(writer) -> this.spool.blocking(() -> {
					writer.close();
					return true;
				}));
	}

	private Mono<Void> copy(Participant participant, String authorization, ArchiveWriter writer) {
		return this.spool.<Boolean>withFile((part) -> participant.download(part, authorization)
			.then(this.spool.opened(part, (archive) -> this.spool.blocking(() -> {
				for (var path : archive.entries().keySet()) {
					writer.add(path, archive.bytes(path));
				}
				return true;
			})))).then();
	}

}
