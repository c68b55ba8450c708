package dev.akshay.portfolio.platform.owner;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;

import org.springframework.http.ProblemDetail;

/**
 * Marks a handler method that answers the owner alone. Who asks is checked before
 * anything of the request's body is read, and the answer is never kept by anybody. The
 * method may take an {@link Owner}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@SecurityRequirement(name = OwnerOnly.SCHEME)
@ApiResponse(responseCode = "401", description = "Nobody is logged in, or not any more",
		content = @Content(mediaType = "application/problem+json",
				schema = @Schema(implementation = ProblemDetail.class)))
@ApiResponse(responseCode = "403", description = "The token does not cover this",
		content = @Content(mediaType = "application/problem+json",
				schema = @Schema(implementation = ProblemDetail.class)))
public @interface OwnerOnly {

	/** The name of the security scheme in API documents. */
	String SCHEME = "owner";

	/**
	 * What the caller's token must cover.
	 * @return the scope
	 */
	Scope value();

}
