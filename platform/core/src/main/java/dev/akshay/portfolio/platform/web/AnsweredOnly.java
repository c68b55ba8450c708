package dev.akshay.portfolio.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which fields only answers have. A request that brings them back, as what was read,
 * changed and sent, is not refused for it; what they say is not read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AnsweredOnly {

	/**
	 * The fields.
	 * @return their names
	 */
	String[] value();

}
