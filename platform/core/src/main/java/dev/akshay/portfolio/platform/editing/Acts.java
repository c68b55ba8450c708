package dev.akshay.portfolio.platform.editing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/**
 * Describes what all that is done with a document has in common where it brings no text,
 * for the API's description alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(in = ParameterIn.HEADER, name = "If-Match",
		description = "The ETag of what was seen, if nothing is to be done with anything else",
		schema = @Schema(type = "string", example = "\"r7\""))
@Parameter(in = ParameterIn.HEADER, name = Change.REASON, schema = @Schema(type = "string", maxLength = 200),
		description = "Why, for the history")
@ApiResponse(responseCode = "412", description = "Somebody changed it meanwhile; `current` is what it says now")
public @interface Acts {

}
