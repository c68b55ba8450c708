package dev.akshay.portfolio.observatory.stream;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many listen as this process can bear. */
class TooManyListeners extends ErrorResponseException {

	private static final String RETRY_EVENTS_SECONDS = "60";

	/** None of them takes longer. */
	private static final String RETRY_TRACES_SECONDS = "12";

	private TooManyListeners(String detail, String retryAfterSeconds) {
		super(HttpStatus.SERVICE_UNAVAILABLE, Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-listeners", detail),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
		getHeaders().setCacheControl(CacheControl.noStore());
	}

	/** What one more hears who wants to know what happens. */
	static TooManyListeners ofEvents() {
		return new TooManyListeners("Too many are listening at the moment. GET /api/live/events tells what happened.",
				RETRY_EVENTS_SECONDS);
	}

	/** What one more hears who wants to follow a trace. */
	static TooManyListeners ofTraces() {
		return new TooManyListeners(
				"Too many follow a trace at the moment. Ask for it as application/json, or try again in %s seconds."
					.formatted(RETRY_TRACES_SECONDS),
				RETRY_TRACES_SECONDS);
	}

}
