package dev.akshay.portfolio.profile.media;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ImageAddress;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All images with their files. */
@Repository
class MediaItems {

	private static final String ITEM = """
			select id, number, name, alt, ending, width, height, version, added_at, (
				select array_agg(octet_length(bytes) order by variant.width)
				from media_variant variant where variant.media = media.id
			) as sizes from media
			""";

	private final DatabaseClient database;

	MediaItems(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Lists images, those added last first.
	 * @param before only such as were added before this one
	 * @param most how many at most
	 */
	Flux<MediaItem> list(long before, int most) {
		return this.database.sql(ITEM + "where number < :before order by number desc limit :most")
			.bind("before", before)
			.bind("most", most)
			.map(MediaItems::item)
			.all();
	}

	/** Lists all images from the first to the last, without their files. */
	Flux<MediaItem> all() {
		return this.database.sql(ITEM + "order by number").map(MediaItems::item).all();
	}

	Mono<MediaItem> find(String id) {
		return this.database.sql(ITEM + "where id = :id").bind("id", id).map(MediaItems::item).one();
	}

	/** Finds an image, and keeps others from changing it until the transaction ends. */
	Mono<MediaItem> lock(String id) {
		return this.database.sql(ITEM + "where id = :id for update").bind("id", id).map(MediaItems::item).one();
	}

	/**
	 * Finds what a file became.
	 * @param hash the SHA-256 of the file
	 * @return the image, empty if the file was never uploaded or the image is gone
	 */
	Mono<MediaItem> ofSource(byte[] hash) {
		return this.database.sql(ITEM + "where id = (select media from media_source where hash = :hash)")
			.bind("hash", ByteBuffer.wrap(hash))
			.map(MediaItems::item)
			.one();
	}

	/**
	 * Reads a file.
	 * @param address which one
	 * @return its bytes, empty if there is no such file
	 */
	Mono<byte[]> file(ImageAddress address) {
		return this.database.sql("""
				select variant.bytes from media join media_variant variant on variant.media = media.id
				where media.id = :id and media.width = :width and media.height = :height and media.ending = :ending
					and variant.width = :shown""")
			.bind("id", address.id())
			.bind("width", address.width())
			.bind("height", address.height())
			.bind("ending", address.ending())
			.bind("shown", address.shown())
			.map((row) -> Objects.requireNonNull(row.get("bytes", byte[].class)))
			.one();
	}

	/**
	 * Stores an image, unless it is there.
	 * @return whether it is new
	 */
	Mono<Boolean> add(ProcessedImage image, String name, String alt) {
		var address = image.address();
		return this.database.sql("""
				insert into media (id, name, alt, ending, width, height)
				values (:id, :name, :alt, :ending, :width, :height) on conflict (id) do nothing""")
			.bind("id", address.id())
			.bind("name", name)
			.bind("alt", alt)
			.bind("ending", address.ending())
			.bind("width", address.width())
			.bind("height", address.height())
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0)
			.delayUntil((isNew) -> isNew ? addFiles(image) : Mono.empty());
	}

	private Mono<Void> addFiles(ProcessedImage image) {
		return Flux.fromIterable(image.files())
			.concatMap((file) -> this.database
				.sql("insert into media_variant (media, width, bytes) values (:media, :width, :bytes)")
				.bind("media", image.address().id())
				.bind("width", file.width())
				.bind("bytes", ByteBuffer.wrap(file.bytes()))
				.then())
			.then();
	}

	/** Notes what a file became. */
	Mono<Void> addSource(byte[] hash, String id) {
		return this.database.sql("insert into media_source (hash, media) values (:hash, :media) on conflict do nothing")
			.bind("hash", ByteBuffer.wrap(hash))
			.bind("media", id)
			.then();
	}

	Mono<Void> describe(String id, String name, String alt) {
		return this.database.sql("update media set name = :name, alt = :alt, version = version + 1 where id = :id")
			.bind("id", id)
			.bind("name", name)
			.bind("alt", alt)
			.then();
	}

	/** Deletes an image with its files. */
	Mono<Void> delete(String id) {
		return this.database.sql("delete from media where id = :id").bind("id", id).then();
	}

	private static MediaItem item(Readable row) {
		var address = ImageAddress.widest(column(row, "id", String.class), column(row, "width", Integer.class),
				column(row, "height", Integer.class), column(row, "ending", String.class));
		return MediaItem.of(address, column(row, "number", Long.class), column(row, "version", Integer.class),
				column(row, "name", String.class), column(row, "alt", String.class),
				column(row, "added_at", OffsetDateTime.class).toInstant(),
				List.of(column(row, "sizes", Integer[].class)));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

}
