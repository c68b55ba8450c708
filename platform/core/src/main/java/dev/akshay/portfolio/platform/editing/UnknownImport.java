package dev.akshay.portfolio.platform.editing;

import java.util.UUID;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nobody knows of such an import, or it was given up. */
public class UnknownImport extends ErrorResponseException {

	/**
	 * Says that there is none.
	 * @param id its id
	 */
	public UnknownImport(UUID id) {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-import",
				"There is no import %s, or it was given up before anything changed.".formatted(id)), null);
	}

}
