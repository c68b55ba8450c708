package dev.akshay.portfolio.website.page;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no page at this address. */
public final class PageNotFound extends ErrorResponseException {

	private final List<String> tags;

	/** There is none, and it is nobody's business whether there will be. */
	public PageNotFound() {
		this(List.of());
	}

	PageNotFound(List<String> tags) {
		super(HttpStatus.NOT_FOUND);
		this.tags = tags;
		setDetail("There is nothing at this address.");
	}

	/**
	 * The ids of content whose change could bring the page into being.
	 * @return the tags, none if the answer must not be kept
	 */
	public List<String> tags() {
		return this.tags;
	}

}
