package dev.akshay.portfolio.profile.media;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of the images. */
record MediaPage(List<MediaItem> media, @Schema(
		description = "`before` of the request that goes on; absent if these are the last") @Nullable Long next) {

	/**
	 * A page of what was found.
	 * @param found one more than a page, if there are more
	 * @param most how many a page has at most
	 */
	static MediaPage of(List<MediaItem> found, int most) {
		return (found.size() > most) ? new MediaPage(found.subList(0, most), found.get(most - 1).number())
				: new MediaPage(found, null);
	}

}
