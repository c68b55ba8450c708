package dev.akshay.portfolio.platform.deadline;

import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/** The time that a request had is over. */
public class DeadlinePassed extends TimeoutException implements ErrorResponse {

	private final transient ProblemDetail problem = Problems.of(HttpStatus.GATEWAY_TIMEOUT, "deadline-passed",
			"The time that %s allowed is over. Allow more, or try again later.".formatted(Deadline.HEADER));

	DeadlinePassed() {
		super("the deadline has passed");
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return HttpStatus.GATEWAY_TIMEOUT;
	}

	@Override
	public ProblemDetail getBody() {
		return this.problem;
	}

}
