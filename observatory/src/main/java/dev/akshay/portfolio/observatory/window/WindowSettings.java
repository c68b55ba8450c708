package dev.akshay.portfolio.observatory.window;

import java.time.Duration;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept, and for how long.
 *
 * @param open the bytes that traces may take of which more spans are expected
 * @param kept the bytes that traces may take that are kept, half of them for those worth
 * looking at: those that failed, were slow or were asked for
 * @param quiet a trace of which nothing came for so long is looked at as a whole
 * @param longest and so is one that is this old
 * @param slow a trace that takes this long is worth looking at
 * @param spansPerSecond of how many spans a second traces are begun; where more are
 * offered, of a share of all traces alone
 * @param ordinaryPerSecond how many traces a second are kept that are not worth looking
 * at
 */
@Validated
@ConfigurationProperties("portfolio.observatory.window")
record WindowSettings(@DefaultValue("12MB") DataSize open, @DefaultValue("24MB") DataSize kept,
		@DefaultValue("2s") Duration quiet, @DefaultValue("10s") Duration longest, @DefaultValue("500ms") Duration slow,
		@DefaultValue("5000") @Positive int spansPerSecond, @DefaultValue("20") @Positive int ordinaryPerSecond) {
}
