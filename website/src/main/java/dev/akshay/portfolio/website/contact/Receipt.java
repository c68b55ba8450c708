package dev.akshay.portfolio.website.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** How far a message is. */
public record Receipt(String receipt, String status, @Nullable String traceId, List<Step> steps) {

	private static final Set<String> ENDS = Set.of("delivered", "parked");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS 'UTC'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	public Receipt {
		Objects.requireNonNull(receipt, "receipt");
		status = (status != null) ? status : "received";
		steps = (steps != null) ? List.copyOf(steps) : List.of();
	}

	public boolean finished() {
		return ENDS.contains(this.status);
	}

	public boolean parked() {
		return this.status.equals("parked");
	}

	/**
	 * When a step was reached.
	 * @param status the step's name
	 * @return the moment, or {@code null} as long as it is not reached
	 */
	public @Nullable Instant at(String status) {
		return step(status).map(Step::at).orElse(null);
	}

	/**
	 * The moment of a step as it is shown.
	 * @param status the step's name
	 * @return the time of day for the first step, the time since then for the others
	 */
	public String clock(String status) {
		return step(status).map((step) -> step.equals(this.steps.getFirst()) ? TIME.format(step.at())
				: "+" + Duration.between(this.steps.getFirst().at(), step.at()).toMillis() + " ms")
			.orElse("");
	}

	private Optional<Step> step(String status) {
		return this.steps.stream().filter((step) -> step.status().equals(status)).findFirst();
	}

	/** A step on the way. */
	public record Step(String status, Instant at) {
	}

}
