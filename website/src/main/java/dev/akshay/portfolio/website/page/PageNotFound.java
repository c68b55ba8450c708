package dev.akshay.portfolio.website.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no page at this address. */
public final class PageNotFound extends ErrorResponseException {

	public PageNotFound() {
		super(HttpStatus.NOT_FOUND);
		setDetail("There is nothing at this address.");
	}

}
