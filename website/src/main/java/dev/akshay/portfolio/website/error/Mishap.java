package dev.akshay.portfolio.website.error;

import org.springframework.http.HttpStatus;

/**
 * What an error page says.
 *
 * @param title what happened
 * @param advice what to do about it
 */
public record Mishap(String title, String advice) {

	static Mishap of(HttpStatus status) {
		return switch (status) {
			case NOT_FOUND -> new Mishap("Nothing hangs here",
					"This address leads nowhere: it may have moved, or there may be a slip in it.");
			case SERVICE_UNAVAILABLE -> new Mishap("One part is silent",
					"The service that tells this page is not answering. Try again in a few seconds.");
			case CONTENT_TOO_LARGE -> new Mishap("That was too long",
					"What you sent is larger than this address accepts. Go back, and send less of it.");
			case METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST -> new Mishap(
					"That did not make sense here", "This address is there, but cannot do what was asked of it.");
			default -> status.is4xxClientError()
					? new Mishap("That did not work", "The request was understood, but cannot be served like this.")
					: new Mishap("Something failed on this side",
							"It is not your fault, and it has been written down. Try again in a moment.");
		};
	}

}
