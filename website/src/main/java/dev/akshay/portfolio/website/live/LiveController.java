package dev.akshay.portfolio.website.live;

import java.util.List;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import reactor.core.publisher.Flux;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LiveController {

	private static final int MOST_TAGS = 10;

	private static final Pattern TAG = Pattern.compile("[a-z0-9-]{1,40}(/[a-z0-9-]{1,80})?");

	private final OpenPages pages;

	LiveController(OpenPages pages) {
		this.pages = pages;
	}

	/**
	 * An event {@code change} per change of what is tagged so, its data the id of what
	 * changed, as JSON; on demand one more for each replica of the gateway that has
	 * forgotten what was there before.
	 */
	@GetMapping(path = "/live/changes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	ResponseEntity<Flux<ServerSentEvent<News>>> changes(@RequestParam("tag") List<String> tags,
			@RequestParam(defaultValue = "false") boolean purges) {
		if (tags.isEmpty() || tags.size() > MOST_TAGS || !tags.stream().allMatch((tag) -> TAG.matcher(tag).matches())) {
			throw InvalidInput.malformed("tag",
					"must be given 1 to %d times, such as projects/kodai".formatted(MOST_TAGS));
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.TEXT_EVENT_STREAM)
			// tells proxies to pass each event on at once
			.header("X-Accel-Buffering", "no")
			.body(this.pages.listen(tags, purges));
	}

}
