package dev.akshay.portfolio.platform.problem;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.validation.ConstraintViolation;

import org.springframework.web.ErrorResponseException;

/**
 * One thing wrong with the input.
 *
 * @param field where it is, as the client wrote it: {@code email}, {@code items[2].name}
 * or a header's name
 * @param message what is wrong and what to do, to be read behind the field's name
 */
public record FieldError(String field, String message) {

	private static final Pattern CONTAINER_ELEMENT = Pattern.compile("\\.<[^>]*>");

	/**
	 * What breaks a rule.
	 * @param violation the broken rule
	 * @return the value that breaks it, an item of a list as {@code items[2]}
	 */
	public static FieldError of(ConstraintViolation<?> violation) {
		var path = CONTAINER_ELEMENT.matcher(violation.getPropertyPath().toString()).replaceAll("");
		return new FieldError(path, violation.getMessage());
	}

	/**
	 * What a problem blames.
	 * @param problem the problem
	 * @return its {@code errors}; one for the whole body if it names no field
	 */
	public static List<FieldError> of(ErrorResponseException problem) {
		var properties = problem.getBody().getProperties();
		return (properties != null && properties.get("errors") instanceof List<?> errors)
				? errors.stream().filter(FieldError.class::isInstance).map(FieldError.class::cast).toList()
				: List.of(new FieldError("body", String.valueOf(problem.getBody().getDetail())));
	}

}
