package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What of messages may be told to everybody.
 *
 * @param lost how many never arrived
 * @param since when the last of them was left, or the first message of all, if there was
 * one
 * @param daysWithoutLoss whole days since then
 */
record DeliveryFigures(@Schema(example = "0") long lost,
		@Schema(example = "2026-11-02T09:30:00Z") @Nullable Instant since,
		@Schema(example = "12") long daysWithoutLoss) {

	static DeliveryFigures of(Losses losses, Instant now) {
		var since = (losses.last() != null) ? losses.last() : losses.first();
		return new DeliveryFigures(losses.lost(), since,
				Duration.between(Objects.requireNonNullElse(since, now), now).toDays());
	}

}
