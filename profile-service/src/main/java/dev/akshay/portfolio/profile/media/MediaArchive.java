package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.platform.hash.Sha256;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * All images on their way into an archive and back. An image that comes back from an
 * archive has the addresses that it had, so that texts that show it still do.
 */
@Component
public class MediaArchive {

	private final MediaItems items;

	private final Library library;

	private final ImageProcessor processor;

	private final Workshop workshop;

	MediaArchive(MediaItems items, Library library, ImageProcessor processor, Workshop workshop) {
		this.items = items;
		this.library = library;
		this.processor = processor;
		this.workshop = workshop;
	}

	/**
	 * Gives all images, oldest first. One file is in memory at a time, of 4 MB at most.
	 * @return the images at their widest
	 */
	public Flux<ArchivedImage> all() {
		return this.items.all()
			.concatMap((item) -> Mono.justOrEmpty(ImageAddress.parse(item.address()))
				.flatMap((address) -> this.items.file(address)
					.map((bytes) -> new ArchivedImage(address.file(), item.name(), item.alt(), bytes))), 1);
	}

	/**
	 * Tells of all images, oldest first, without their files.
	 * @return what is said about each
	 */
	public Flux<Said> said() {
		return this.items.all()
			.concatMap((item) -> Mono.justOrEmpty(ImageAddress.parse(item.address()))
				.map((address) -> new Said(address.file(), item.name(), item.alt())));
	}

	/**
	 * Tries whether an image could be taken back. Nothing is stored.
	 * @param image the image
	 * @return what would become of it; fails with {@link ErrorResponseException} if it is
	 * none that is taken
	 */
	public Mono<TakenBack> check(ArchivedImage image) {
		return tried(image, (_, _) -> {
		});
	}

	/**
	 * Makes what is to be stored of an image that is not there yet. In the transaction
	 * that takes back many there is no time for that.
	 * @param image the image
	 * @param made where it is kept until then
	 * @return what would become of it; fails with {@link ErrorResponseException} if it is
	 * none that is taken
	 */
	public Mono<TakenBack> make(ArchivedImage image, MadeImages made) {
		return tried(image, made::keep);
	}

	private Mono<TakenBack> tried(ArchivedImage image, Keeping keeping) {
		return Mono.fromSupplier(() -> Description.of(image.name(), image.alt()))
			.then(hash(image))
			.flatMap((hash) -> this.items.ofSource(hash)
				.map((item) -> new TakenBack(item.address(), false))
				.switchIfEmpty(this.workshop.does(() -> {
					var processed = this.processor.restore(image.bytes());
					keeping.keep(hash, processed);
					return new TakenBack(processed.address().path(), true);
				})));
	}

	/**
	 * Takes an image back. To do so again changes nothing. Takes part in the transaction
	 * of whoever calls.
	 * @param image the image, told by its bytes: its file's name is not looked at
	 * @return what became of it; fails with {@link ErrorResponseException} if it is none
	 * that is taken
	 */
	public Mono<TakenBack> takeBack(ArchivedImage image) {
		return hash(image).flatMap((hash) -> takeBack(image, hash, restored(image)));
	}

	/**
	 * Takes an image back as {@link #takeBack(ArchivedImage)} does, which only takes long
	 * if it was there when the others were made, and was deleted since.
	 * @param image the image
	 * @param made those that were made before
	 * @return what became of it
	 */
	public Mono<TakenBack> takeBack(ArchivedImage image, MadeImages made) {
		return hash(image).flatMap((hash) -> takeBack(image, hash,
				blocking(() -> made.find(hash, image.bytes())).switchIfEmpty(restored(image))));
	}

	private Mono<TakenBack> takeBack(ArchivedImage image, byte[] hash, Mono<ProcessedImage> restored) {
		return Mono.fromSupplier(() -> Description.of(image.name(), image.alt()))
			.flatMap((said) -> describe(hash, said).switchIfEmpty(
					restored.flatMap((processed) -> this.library.add(processed, hash, said.name(), said.alt()))
						.map((added) -> new TakenBack(added.item().address(), added.isNew()))));
	}

	private Mono<TakenBack> describe(byte[] hash, Description said) {
		return this.items.ofSource(hash)
			.flatMap((item) -> this.library.describe(item.id(), said.name(), said.alt()))
			.map((item) -> new TakenBack(item.address(), false));
	}

	private Mono<ProcessedImage> restored(ArchivedImage image) {
		return this.workshop.does(() -> this.processor.restore(image.bytes()));
	}

	/** Needs no place in the workshop, where others may be at work. */
	private static Mono<byte[]> hash(ArchivedImage image) {
		return blocking(() -> Sha256.of(image.bytes()));
	}

	private static <T> Mono<T> blocking(Callable<@Nullable T> work) {
		return Mono.<T>fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

	/** What is done with an image that was made. */
	@FunctionalInterface
	private interface Keeping {

		void keep(byte[] source, ProcessedImage image) throws IOException;

	}

	/**
	 * An image in an archive.
	 *
	 * @param file the name of its file, unique: the last part of its address
	 * @param name what it was called when it was uploaded
	 * @param alt what it says to those who do not see it
	 * @param bytes the file
	 */
	@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
	public record ArchivedImage(String file, @Nullable String name, @Nullable String alt, byte[] bytes) {
	}

	/**
	 * What is said about an image.
	 *
	 * @param file the name of its file
	 * @param name what it was called when it was uploaded
	 * @param alt what it says to those who do not see it
	 */
	public record Said(String file, @Nullable String name, @Nullable String alt) {
	}

	/**
	 * What became of an image.
	 *
	 * @param address where it is; the same as before if the file is as it was given
	 * @param isNew whether it was not there
	 */
	public record TakenBack(String address, boolean isNew) {
	}

}
