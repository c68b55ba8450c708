package dev.akshay.portfolio.platform.problem;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;

/**
 * A database that cannot be reached, breaks off or has no connection to spare: nobody's
 * fault who asked, and soon over.
 */
final class DatabaseSilence {

	private static final Log logger = LogFactory.getLog(DatabaseSilence.class);

	private static final boolean R2DBC = ClassUtils.isPresent("io.r2dbc.spi.R2dbcException",
			DatabaseSilence.class.getClassLoader());

	private static final String RETRY_AFTER_SECONDS = "1";

	private DatabaseSilence() {
	}

	/**
	 * Looks for a silent database behind an error.
	 * @param error what a handler failed with
	 * @return 503 with {@code Retry-After}, or {@code null} if the database answered
	 */
	static @Nullable ErrorResponse toResponse(Throwable error) {
		if (!R2DBC || !Cause.isSilence(error)) {
			return null;
		}
		logger.warn("The database does not answer: " + error);
		return ErrorResponse
			.builder(error,
					Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable",
							"The database does not answer at the moment. Try again in %s s."
								.formatted(RETRY_AFTER_SECONDS)))
			.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
			.build();
	}

	/** Only looked at where R2DBC is there. */
	private static final class Cause {

		static boolean isSilence(Throwable error) {
			for (Throwable cause = error; cause != null; cause = cause.getCause()) {
				if (cause instanceof R2dbcTimeoutException || ((cause instanceof R2dbcNonTransientResourceException
						|| cause instanceof R2dbcTransientResourceException)
						&& isOfTheConnection(((R2dbcException) cause).getSqlState()))) {
					return true;
				}
			}
			return false;
		}

		/**
		 * The driver calls other errors so, too: that a function raised one, for example.
		 */
		private static boolean isOfTheConnection(@Nullable String sqlState) {
			// no answer at all, connection exceptions, too few resources, the server
			// shuts down or starts
			return sqlState == null || sqlState.startsWith("08") || sqlState.startsWith("53")
					|| sqlState.startsWith("57P");
		}

	}

}
