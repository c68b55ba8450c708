package dev.akshay.portfolio.platform.messaging;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Lists what this service gave up, and tries it again:
 * {@code GET /actuator/deadletters[?limit=]}, {@code POST /actuator/deadletters/{id}}.
 */
@Endpoint(id = "deadletters")
public class DeadLettersEndpoint {

	private static final int USUAL = 100;

	private static final int MOST = 1_000;

	private final DeadLetterShelf shelf;

	DeadLettersEndpoint(DeadLetterShelf shelf) {
		this.shelf = shelf;
	}

	/**
	 * Lists dead letters.
	 * @param limit how many at most, 100 if it is left out
	 * @return the newest that wait, the oldest of them first
	 */
	@ReadOperation
	public Letters list(@Nullable Integer limit) {
		return new Letters(this.shelf.waiting((limit != null) ? Math.clamp(limit, 1, MOST) : USUAL));
	}

	/**
	 * Tries an event again.
	 * @param id the dead letter
	 * @return the letter, or 404 if there is none of that id or it was tried again before
	 */
	@WriteOperation
	public WebEndpointResponse<DeadLetter> redrive(@Selector String id) {
		return this.shelf.redrive(id)
			.map((letter) -> new WebEndpointResponse<>(letter, WebEndpointResponse.STATUS_OK))
			.orElseGet(() -> new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND));
	}

	/**
	 * What was given up.
	 *
	 * @param letters the letters
	 */
	public record Letters(List<DeadLetter> letters) {
	}

}
