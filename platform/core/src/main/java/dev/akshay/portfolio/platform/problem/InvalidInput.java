package dev.akshay.portfolio.platform.problem;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The client sent something that cannot be used; says which fields are wrong and why. It
 * becomes a problem of type {@code malformed-request} (400) or {@code invalid-values}
 * (422).
 */
public class InvalidInput extends ErrorResponseException {

	private final List<FieldError> errors;

	InvalidInput(HttpStatus status, String type, String detail, List<FieldError> errors) {
		super(status, Problems.of(status, type, detail), null);
		this.errors = List.copyOf(errors);
		getBody().setProperty("errors", errors);
	}

	/**
	 * The request cannot be read.
	 * @param field the field or header that is to blame
	 * @param message what is wrong and what to do
	 * @return a 400 that names the field
	 */
	public static InvalidInput malformed(String field, String message) {
		return malformed(List.of(new FieldError(field, message)));
	}

	/**
	 * The request can be read but breaks rules.
	 * @param errors what is wrong, field by field
	 * @return a 422 that names the fields
	 */
	public static InvalidInput invalid(List<FieldError> errors) {
		return new InvalidInput(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-values", sentence(errors), errors);
	}

	/**
	 * What is wrong.
	 * @return field by field
	 */
	public List<FieldError> errors() {
		return this.errors;
	}

	static InvalidInput malformed(List<FieldError> errors) {
		return new InvalidInput(HttpStatus.BAD_REQUEST, "malformed-request", sentence(errors), errors);
	}

	private static String sentence(List<FieldError> errors) {
		return String.join("; ", errors.stream().map((error) -> error.field() + " " + error.message()).toList());
	}

}
