package dev.akshay.portfolio.profile.archive;

import java.util.UUID;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** One import after the other: another one is not done yet. */
class ImportRunning extends ErrorResponseException {

	ImportRunning(UUID id) {
		super(HttpStatus.CONFLICT,
				Problems.of(HttpStatus.CONFLICT, "import-running",
						"Another import is not done yet: GET /api/imports/%s tells how far it is. Nothing was changed."
							.formatted(id)),
				null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
	}

}
