package dev.akshay.portfolio.contact.suspicion;

import io.swagger.v3.oas.annotations.media.Schema;

/** A challenge as ALTCHA's solvers read it, and what a page should know beside it. */
record Challenge(@Schema(description = "The hash", example = "SHA-256") String algorithm, @Schema(
		description = "The hash, in hex, of the salt followed by the number to be found, in decimal") String challenge,
		@Schema(description = "The number is smaller") long maxnumber,
		@Schema(description = "The beginning of what is hashed") String salt,
		@Schema(description = "Goes back as it is") String signature,
		@Schema(description = "How many seconds a solution is valid") long lifeSeconds,
		@Schema(description = "A message that comes with the solution within so many seconds looks like a machine's") long waitSeconds) {
}
