package dev.akshay.portfolio.platform.archive;

import java.util.List;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** An archive that is not taken, with the files that are to blame. */
public final class InvalidArchive extends ErrorResponseException {

	private static final int MOST_TOLD = 20;

	/**
	 * Refuses an archive.
	 * @param errors what is wrong, named by the file in the archive
	 */
	public InvalidArchive(List<FieldError> errors) {
		super(HttpStatus.UNPROCESSABLE_CONTENT,
				Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-archive", sentence(errors)), null);
		getBody().setProperty("errors", errors);
	}

	static InvalidArchive because(String file, String message) {
		return new InvalidArchive(List.of(new FieldError(file, message)));
	}

	private static String sentence(List<FieldError> errors) {
		var told = String.join("; ",
				errors.stream().limit(MOST_TOLD).map((error) -> error.field() + " " + error.message()).toList());
		return told + ((errors.size() > MOST_TOLD) ? "; and %d more".formatted(errors.size() - MOST_TOLD) : "")
				+ ". Nothing was changed.";
	}

}
