package dev.akshay.portfolio.gateway.failure;

import java.time.Duration;

import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A service cannot be reached, broke off before it answered, or is left alone. */
public final class ServiceUnavailable extends ErrorResponseException {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	ServiceUnavailable(String service, Throwable cause) {
		this(service, RETRY_AFTER, cause);
	}

	/**
	 * A service that cannot be asked.
	 * @param service its name
	 * @param retryAfter how long it makes no sense to try again; told in whole seconds
	 * @param cause why, or {@code null}
	 */
	public ServiceUnavailable(String service, Duration retryAfter, @Nullable Throwable cause) {
		this(service, seconds(retryAfter), cause);
	}

	private ServiceUnavailable(String service, long seconds, @Nullable Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable",
						"The %s does not answer at the moment. Try again in %d seconds.".formatted(service, seconds)),
				cause);
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
	}

	private static long seconds(Duration time) {
		return time.plusSeconds(1).minusNanos(1).toSeconds();
	}

}
