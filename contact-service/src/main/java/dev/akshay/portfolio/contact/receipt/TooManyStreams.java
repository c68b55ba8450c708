package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** As many receipts are being watched as this process can bear. */
class TooManyStreams extends ErrorResponseException {

	TooManyStreams() {
		super(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-streams",
						"Too many receipts are being watched at the moment. Ask for this one as JSON, or try again."),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
	}

}
