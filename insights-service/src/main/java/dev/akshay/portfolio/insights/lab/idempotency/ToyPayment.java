package dev.akshay.portfolio.insights.lab.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;

/**
 * A payment of nobody to nobody.
 *
 * @param amount how much, in the smallest unit of the currency
 * @param currency its code after ISO 4217
 */
record ToyPayment(@NotNull @Positive @Max(1_000_000) Integer amount,
		@NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be a code such as USD") String currency) {
}
