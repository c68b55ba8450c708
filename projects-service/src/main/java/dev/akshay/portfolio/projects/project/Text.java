package dev.akshay.portfolio.projects.project;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;

/** A short line of text, or nothing. */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = "\\P{Cc}{0,100}")
@ReportAsSingleViolation
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT })
@interface Text {

	/**
	 * What a client is told.
	 * @return the message
	 */
	String message() default "must have at most 100 characters and no control characters";

	/**
	 * The groups of the constraint, as Bean Validation demands.
	 * @return none
	 */
	Class<?>[] groups() default {};

	/**
	 * The payload of the constraint, as Bean Validation demands.
	 * @return none
	 */
	Class<? extends Payload>[] payload() default {};

}
