package dev.akshay.portfolio.observatory.window;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nothing is known of a trace, or nothing any more. */
class UnknownTrace extends ErrorResponseException {

	UnknownTrace() {
		super(HttpStatus.NOT_FOUND,
				Problems.of(HttpStatus.NOT_FOUND, "unknown-trace",
						"Nothing is known of this trace. It may not have arrived yet, or it was not recorded, "
								+ "or it is too long ago."),
				null);
		getHeaders().setCacheControl(CacheControl.noStore());
	}

}
