package dev.akshay.portfolio.gateway.failure;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.gateway.origin.InvalidAnswer;
import dev.akshay.portfolio.gateway.origin.UploadFailed;
import dev.akshay.portfolio.platform.deadline.DeadlinePassed;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Names what happened when a service is not there or does not answer. */
public final class Failures {

	private static final Log logger = LogFactory.getLog(Failures.class);

	private Failures() {
	}

	/**
	 * Says what an error means for a client.
	 * @param service the service that was asked
	 * @param error what asking it failed with
	 * @return a problem if the service is to blame; else what happened
	 */
	public static Throwable named(String service, Throwable error) {
		return switch (error) {
			case DeadlinePassed ex -> ex;
			case TimeoutException ex -> new ServiceTooSlow(service, ex);
			// in the middle of a body that nobody has seen anything of yet
			case io.netty.handler.timeout.TimeoutException ex -> new ServiceTooSlow(service, ex);
			// refused, reset, unknown host, closed before it answered
			case IOException ex -> new ServiceUnavailable(service, ex);
			case UploadFailed ex -> Objects.requireNonNull(ex.getCause());
			case InvalidAnswer ex -> {
				logger.warn("The %s answered what is no HTTP: %s".formatted(service, ex.getMessage()));
				yield new BadGateway(service, ex);
			}
			default -> error;
		};
	}

}
