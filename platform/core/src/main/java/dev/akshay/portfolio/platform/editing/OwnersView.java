package dev.akshay.portfolio.platform.editing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Describes that the owner may ask the same address for more than visitors get. For the
 * API's description alone, which has one entry per address.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(in = ParameterIn.QUERY, name = "view", schema = @Schema(type = "string", allowableValues = "owner"),
		description = "`owner` gives what the owner sees instead, drafts among it, with the ETag that changes name; "
				+ "needs a token with `content:read`, and is answered 401 or 403 without")
public @interface OwnersView {

}
