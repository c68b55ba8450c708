package dev.akshay.portfolio.bench.scenario;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How much of it, where a scenario goes on for long.
 *
 * @param time for how long; {@code null} if the scenario decides
 * @param messages how many messages; {@code null} if the scenario decides
 * @param perSecond how many of them per second; {@code null} if it follows from the time
 * @param every in what time something is killed once
 * @param seed decides what is killed when
 */
public record Endurance(@Nullable Duration time, @Nullable Integer messages, @Nullable Double perSecond, Duration every,
		long seed) {

	Duration timeOr(Duration otherwise) {
		return (this.time != null) ? this.time : otherwise;
	}

	int messagesOr(int otherwise) {
		return (this.messages != null) ? this.messages : otherwise;
	}

	double perSecondOr(double otherwise) {
		return (this.perSecond != null) ? this.perSecond : otherwise;
	}

}
