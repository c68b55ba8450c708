package dev.akshay.portfolio.profile.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.platform.content.ImageAddress;
import io.swagger.v3.oas.annotations.media.Schema;

/** An image as its owner sees it. */
record MediaItem(@Schema(description = "What it is, made of its content") String id,
		@Schema(description = "Its place among all: later ones have larger numbers") long number,
		@Schema(description = "Its version; the ETag is made of it") int version,
		@Schema(description = "What its file was called") String name,
		@Schema(description = "What it says to those who do not see it") String alt,
		@Schema(example = "image/jpeg") String type, @Schema(description = "In pixels, at its widest") int width,
		@Schema(description = "In pixels, at its widest") int height,
		@Schema(description = "The size of its widest variant") int bytes, Instant addedAt,
		@Schema(description = "Where it is at its widest") String address,
		@Schema(description = "What shows it in a text") String markdown,
		@Schema(description = "It in all its widths, narrowest first") List<Variant> variants) {

	/**
	 * An image.
	 * @param sizes how large its files are, in the order of {@link ImageAddress#widths}
	 */
	static MediaItem of(ImageAddress address, long number, int version, String name, String alt, Instant addedAt,
			List<Integer> sizes) {
		var variants = new ArrayList<Variant>();
		for (var shown : address.upToThis()) {
			variants.add(new Variant(shown.path(), shown.shown(), shown.shownHeight(), sizes.get(variants.size())));
		}
		return new MediaItem(address.id(), number, version, name, alt, type(address), address.width(), address.height(),
				sizes.getLast(), addedAt, address.path(), markdown(alt, address), variants);
	}

	/** The media type of an image with this address. */
	static String type(ImageAddress address) {
		return address.ending().equals("png") ? "image/png" : "image/jpeg";
	}

	/** The version as a tag for If-Match. */
	static String tag(int version) {
		return "\"v%d\"".formatted(version);
	}

	String tag() {
		return tag(this.version);
	}

	private static String markdown(String alt, ImageAddress address) {
		return "![%s](%s)".formatted(alt.replaceAll("[\\\\\\[\\]`*_<>&!]", "\\\\$0"), address.path());
	}

	/**
	 * An image in one width.
	 *
	 * @param address where it is
	 * @param width in pixels
	 * @param height in pixels
	 * @param bytes its size
	 */
	record Variant(String address, int width, int height, int bytes) {
	}

}
