package dev.akshay.portfolio.platform.problem;

import java.time.temporal.Temporal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.ServerWebInputException;

/** Says of any error which problem a client gets to see. */
final class ProblemMapper {

	private ProblemMapper() {
	}

	/**
	 * Maps an error.
	 * @param error what a handler or the framework failed with
	 * @return the answer, or {@code null} if the error is nobody's but ours
	 */
	static @Nullable ErrorResponse toResponse(Throwable error) {
		if (isTooLarge(error)) {
			return tooLarge();
		}
		return switch (error) {
			case WebExchangeBindException ex -> InvalidInput.invalid(ex.getFieldErrors()
				.stream()
				.map((field) -> new FieldError(field.getField(), message(field.getDefaultMessage())))
				.toList());
			case HandlerMethodValidationException ex -> InvalidInput.invalid(ex.getParameterValidationResults()
				.stream()
				.flatMap((result) -> errorsOf(result).stream())
				.toList());
			case ServerWebInputException ex -> unreadable(ex);
			case NoResourceFoundException _ -> response(HttpStatus.NOT_FOUND, "There is nothing at this address.");
			case ErrorResponse response -> typed(response);
			default -> DatabaseSilence.toResponse(error);
		};
	}

	/** Spring's own errors name no type; ours do and pass as they are. */
	private static ErrorResponse typed(ErrorResponse response) {
		var body = response.getBody();
		if (body.getType() == null || !body.getType().toString().startsWith(Problems.TYPES)) {
			var detail = (body.getDetail() != null) ? body.getDetail() : "The request cannot be served.";
			var typed = Problems.of(response.getStatusCode(), detail);
			body.setType(typed.getType());
			body.setTitle(typed.getTitle());
			body.setDetail(detail);
		}
		return response;
	}

	private static ErrorResponse unreadable(ServerWebInputException ex) {
		for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof JacksonException jackson) {
				return InvalidInput.malformed(List.of(unreadable(jackson)));
			}
		}
		var parameter = ex.getMethodParameter();
		var name = (parameter != null && !parameter.hasParameterAnnotation(RequestBody.class))
				? parameter.getParameterName() : null;
		return InvalidInput.malformed((name != null) ? name : "body", message(ex.getReason()));
	}

	private static FieldError unreadable(JacksonException ex) {
		return switch (ex) {
			case UnrecognizedPropertyException unknown ->
				new FieldError(path(unknown), "is unknown here. Known are: " + knownProperties(unknown));
			case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
				new FieldError(path(mismatch), "must be " + described(mismatch.getTargetType()));
			case InputCoercionException number -> new FieldError(path(number), "must be a number that is not so large");
			case StreamReadException malformed -> new FieldError("body", "is not valid JSON (line %d, column %d)"
				.formatted(malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
			case DatabindException other -> new FieldError(path(other), "cannot be read");
			default -> new FieldError("body", "cannot be read");
		};
	}

	private static String knownProperties(UnrecognizedPropertyException ex) {
		var known = ex.getKnownPropertyIds();
		return (known != null) ? known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
				: "none";
	}

	private static String path(JacksonException ex) {
		var path = new StringBuilder();
		for (var reference : ex.getPath()) {
			if (reference.getPropertyName() != null) {
				path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
			}
			else {
				path.append('[').append(reference.getIndex()).append(']');
			}
		}
		return path.isEmpty() ? "body" : path.toString();
	}

	private static String described(Class<?> type) {
		if (type == String.class) {
			return "text";
		}
		if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
			return "a number";
		}
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (Temporal.class.isAssignableFrom(type)) {
			return "a time such as 2026-11-23T10:00:00Z";
		}
		if (type.isEnum()) {
			return "one of "
					+ Stream.of(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "));
		}
		return (type.isArray() || Iterable.class.isAssignableFrom(type)) ? "an array" : "an object";
	}

	private static List<FieldError> errorsOf(ParameterValidationResult result) {
		if (result instanceof ParameterErrors bean) {
			return bean.getFieldErrors()
				.stream()
				.map((field) -> new FieldError(field.getField(), message(field.getDefaultMessage())))
				.toList();
		}
		var name = result.getMethodParameter().getParameterName();
		return result.getResolvableErrors()
			.stream()
			.map((error) -> new FieldError((name != null) ? name : "parameter", message(error.getDefaultMessage())))
			.toList();
	}

	private static boolean isTooLarge(Throwable error) {
		return NestedExceptionUtils.getMostSpecificCause(error) instanceof DataBufferLimitException;
	}

	private static ErrorResponse tooLarge() {
		var response = response(HttpStatus.CONTENT_TOO_LARGE,
				"The body is larger than this address accepts. Send less.");
		response.getBody()
			.setProperty("errors", List.of(new FieldError("body", "must not be larger than this address accepts")));
		return response;
	}

	private static ErrorResponse response(HttpStatus status, String detail) {
		ProblemDetail problem = Problems.of(status, detail);
		return ErrorResponse.builder(new IllegalStateException(detail), problem).build();
	}

	private static String message(@Nullable String message) {
		return (message != null) ? message : "is not valid";
	}

}
