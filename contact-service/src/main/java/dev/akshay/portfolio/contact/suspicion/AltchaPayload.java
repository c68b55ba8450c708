package dev.akshay.portfolio.contact.suspicion;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A text that has the form of a solution: a JSON object in base64, or nothing at all.
 * Whether it solves anything is another question.
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AltchaPayload.Format.class)
public @interface AltchaPayload {

	/** The longest one, about five times what solvers send. */
	int LONGEST = 2000;

	String message() default "must be a JSON object in base64 of at most 2000 characters, as ALTCHA's solvers write it";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** The check. */
	class Format implements ConstraintValidator<AltchaPayload, String> {

		@Override
		public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
			return text == null || text.isEmpty() || (text.length() <= LONGEST && Solution.isOne(text));
		}

	}

}
