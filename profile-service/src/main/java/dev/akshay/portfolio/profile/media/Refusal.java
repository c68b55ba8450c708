package dev.akshay.portfolio.profile.media;

import java.util.List;

import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a file is not taken. All of them blame the body of the request. */
final class Refusal {

	private static final String FIELD = "body";

	private Refusal() {
	}

	/** It is no image of a kind that is taken, whatever its name and type say. */
	static ErrorResponseException unsupported(String what) {
		var message = "is %s. JPEG, PNG and GIF are taken: save it as one of them".formatted(what);
		var refusal = new ErrorResponseException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Problems
			.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-image", "The " + FIELD + ' ' + message + '.'), null);
		refusal.getBody().setProperty("errors", List.of(new FieldError(FIELD, message)));
		return refusal;
	}

	static InvalidInput tooManyPixels(int width, int height, int most) {
		return invalid("is %d × %d pixels, and at most %d megapixels are taken: make it smaller".formatted(width,
				height, most / 1_000_000));
	}

	static InvalidInput tooDetailed() {
		return invalid("takes more than 4 MB with its transparency: make it smaller, or send it without");
	}

	static InvalidInput damaged(ImageFormat format) {
		return invalid("is damaged or cut off, or no %s after its first bytes: save it again and send all of it"
			.formatted(format));
	}

	private static InvalidInput invalid(String message) {
		return InvalidInput.invalid(List.of(new FieldError(FIELD, message)));
	}

}
