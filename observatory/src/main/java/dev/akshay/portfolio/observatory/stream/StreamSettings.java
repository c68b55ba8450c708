package dev.akshay.portfolio.observatory.stream;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of what is told as it happens.
 *
 * @param open how many may listen at a time
 * @param life how long one may listen; a browser comes back by itself
 * @param pause how often something is told
 * @param figures how often the figures are told, as a multiple of that
 * @param atOnce how many events are told at once; of more there is a summary
 * @param before how many events one is told who comes for the first time
 * @param traces how many may follow a trace at a time, each for seconds; 2000 at most,
 * which is what the window tells apart. They take no place of those who listen
 */
@Validated
@ConfigurationProperties("portfolio.observatory.stream")
record StreamSettings(@DefaultValue("2000") int open, @DefaultValue("5m") Duration life,
		@DefaultValue("500ms") Duration pause, @DefaultValue("4") int figures, @DefaultValue("50") int atOnce,
		@DefaultValue("20") int before, @DefaultValue("500") @Positive @Max(2000) int traces) {
}
