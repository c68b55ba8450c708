package dev.akshay.portfolio.gateway.failure;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** What a service answers cannot be passed on. */
class BadGateway extends ErrorResponseException {

	BadGateway(String service, Throwable cause) {
		super(HttpStatus.BAD_GATEWAY, Problems.of(HttpStatus.BAD_GATEWAY, "bad-gateway",
				"What the %s answers cannot be understood.".formatted(service)), cause);
	}

}
