package dev.akshay.portfolio.gateway.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor orders, within the bounds.
 *
 * @param service what is broken
 * @param kind how
 * @param amount how much, as the kind counts; 0 for one that does not
 * @param percent of how many requests in a hundred
 * @param seconds for how long
 */
record Order(String service, Fault.Kind kind, int amount, int percent, int seconds) {

	private static final double LEAST = 0.01;

	private static final int HUNDRED = 100;

	/**
	 * What she wrote, in her own words.
	 *
	 * @param service what is to be broken
	 * @param fault how
	 * @param amount how much of it
	 * @param probability of which part of her requests
	 * @param seconds for how long
	 */
	@Schema(name = "ChaosOrder", requiredProperties = { "service", "fault", "seconds" })
	record Form(@Schema(example = "projects-service",
			description = "One of `services`; another fault of the same service is replaced") @Nullable String service,
			@Schema(example = "latency", allowableValues = {
					"latency", "error", "abort", "slow-body" }) @Nullable String fault,
			@Schema(example = "800",
					description = "For `latency` milliseconds, 1 to 10000; for `slow-body` bytes a second, 100 to 100000; the others do not heed it") @Nullable Integer amount,
			@Schema(example = "1", defaultValue = "1", minimum = "0.01", maximum = "1",
					description = "Of your requests, which part is struck; to the hundredth") @Nullable Double probability,
			@Schema(example = "60", description = "How long, up to `longest`") @Nullable Integer seconds){

		/**
		 * The order.
		 * @param settings what may be ordered
		 * @return the order
		 * @throws InvalidInput if anything of it is missing or beyond its bounds
		 */
		Order order(ChaosSettings settings) {
			var errors = new ArrayList<FieldError>();
			if (this.service == null || !settings.services().contains(this.service)) {
				errors.add(new FieldError("service", "must be one of " + String.join(", ", settings.services())));
			}
			var kind = Fault.Kind.of((this.fault != null) ? this.fault : "").orElse(null);
			if (kind == null) {
				errors.add(new FieldError("fault", "must be one of " + kinds()));
			}
			else {
				amountError(kind, errors);
			}
			if (this.probability != null && (this.probability < LEAST || this.probability > 1)) {
				errors.add(new FieldError("probability", "must be from 0.01 to 1"));
			}
			if (this.seconds == null || this.seconds < 1 || this.seconds > settings.longest().toSeconds()) {
				errors.add(new FieldError("seconds", "must be from 1 to " + settings.longest().toSeconds()));
			}
			if (this.service == null || kind == null || this.seconds == null || !errors.isEmpty()) {
				throw InvalidInput.invalid(errors);
			}
			return new Order(this.service, kind, (kind.most() == 0) ? 0 : howMuch(), percent(), this.seconds);
		}

		/** A kind without an amount takes any, as one form may order all kinds. */
		private void amountError(Fault.Kind kind, List<FieldError> errors) {
			if (kind.most() == 0) {
				if (howMuch() < 0) {
					errors.add(new FieldError("amount", "must not be negative"));
				}
			}
			else if (!kind.takes(howMuch())) {
				errors.add(new FieldError("amount",
						"must be from %d to %d for this fault".formatted(kind.least(), kind.most())));
			}
		}

		private int howMuch() {
			return (this.amount != null) ? this.amount : 0;
		}

		private int percent() {
			return (this.probability != null) ? (int) Math.round(this.probability * HUNDRED) : HUNDRED;
		}

		private static String kinds() {
			return Arrays.stream(Fault.Kind.values()).map(Fault.Kind::text).collect(Collectors.joining(", "));
		}

	}

}
