package dev.akshay.portfolio.gateway.origin;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The client took too long to send a body. No service is to blame. */
class UploadTooSlow extends ErrorResponseException {

	UploadTooSlow() {
		super(HttpStatus.REQUEST_TIMEOUT, Problems.of(HttpStatus.REQUEST_TIMEOUT, "request-timeout",
				"The body did not arrive in time. Send it again, faster."), null);
		getHeaders().set(HttpHeaders.CONNECTION, "close");
	}

}
