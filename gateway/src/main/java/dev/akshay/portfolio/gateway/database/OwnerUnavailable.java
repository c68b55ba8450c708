package dev.akshay.portfolio.gateway.database;

import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nobody can tell at the moment who the owner is. */
public final class OwnerUnavailable extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "5";

	/**
	 * The database cannot be asked.
	 * @param cause why, or {@code null} if it was never there
	 */
	public OwnerUnavailable(@Nullable Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "owner-unavailable",
						"Who you are cannot be looked up at the moment. The site is there; try again in %s seconds."
							.formatted(RETRY_AFTER_SECONDS)),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}
