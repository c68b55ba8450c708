package dev.akshay.portfolio.website.page;

import java.time.Duration;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The service that a page is about does not answer, so there is no page. */
public final class ServiceSilent extends ErrorResponseException {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final String service;

	public ServiceSilent(String service) {
		super(HttpStatus.SERVICE_UNAVAILABLE);
		this.service = service;
		setDetail(service + " is not answering. Try again in a few seconds.");
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()));
	}

	public String service() {
		return this.service;
	}

}
