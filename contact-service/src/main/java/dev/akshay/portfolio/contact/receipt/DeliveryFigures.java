package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What of messages may be told to everybody.
 *
 * @param since when the first message was left, if there was one
 * @param lost how many never arrived
 * @param daysWithoutLoss whole days since the last of them was left, or since the first
 * message
 */
record DeliveryFigures(@Schema(example = "2026-11-02T09:30:00Z") @Nullable Instant since,
		@Schema(example = "0") long lost, @Schema(example = "12") long daysWithoutLoss) {

	static DeliveryFigures of(Losses losses, Instant now) {
		var begin = Objects.requireNonNullElse((losses.last() != null) ? losses.last() : losses.first(), now);
		return new DeliveryFigures(losses.first(), losses.lost(), Duration.between(begin, now).toDays());
	}

}
