package dev.akshay.portfolio.profile.media;

import dev.akshay.portfolio.platform.content.ImageAddress;
import dev.akshay.portfolio.platform.hash.Sha256;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
		return Mono.fromSupplier(() -> Description.of(image.name(), image.alt()))
			.then(known(image))
			.map((item) -> new TakenBack(item.address(), false))
			.switchIfEmpty(Mono.defer(() -> this.workshop.does(() -> this.processor.restore(image.bytes())))
				.map((processed) -> processed.address().path())
				.map((path) -> new TakenBack(path, true)));
	}

	/**
	 * Takes an image back. To do so again changes nothing. Takes part in the transaction
	 * of whoever calls.
	 * @param image the image, told by its bytes: its file's name is not looked at
	 * @return what became of it; fails with {@link ErrorResponseException} if it is none
	 * that is taken
	 */
	public Mono<TakenBack> takeBack(ArchivedImage image) {
		return Mono.fromSupplier(() -> Description.of(image.name(), image.alt()))
			.flatMap((said) -> known(image).flatMap((item) -> this.library.describe(item.id(), said.name(), said.alt()))
				.map((item) -> new TakenBack(item.address(), false))
				.switchIfEmpty(Mono.defer(() -> add(image, said))));
	}

	private Mono<MediaItem> known(ArchivedImage image) {
		return this.workshop.does(() -> Sha256.of(image.bytes())).flatMap(this.items::ofSource);
	}

	private Mono<TakenBack> add(ArchivedImage image, Description said) {
		return this.workshop.does(() -> this.processor.restore(image.bytes()))
			.flatMap((processed) -> this.library.add(processed, Sha256.of(image.bytes()), said.name(), said.alt()))
			.map((added) -> new TakenBack(added.item().address(), added.isNew()));
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
