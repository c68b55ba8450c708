package dev.akshay.portfolio.insights.lab.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a visitor chooses.
 *
 * @param requests how many clients send the payment at once
 */
record IdempotencyChoice(@NotNull @Min(2) @Max(50) Integer requests) {
}
