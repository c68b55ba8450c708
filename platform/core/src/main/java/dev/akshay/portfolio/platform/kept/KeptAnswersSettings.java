package dev.akshay.portfolio.platform.kept;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How public content is kept in memory.
 *
 * @param most how many answers are kept, those used last
 * @param largest the largest answer that is kept
 * @param longest after what time an answer is read anew though nobody heard of a change
 * @param patience how long reading anew may take before what is known is told instead
 * @param pause how long after a failure what is known is told without trying
 */
@ConfigurationProperties("portfolio.kept")
record KeptAnswersSettings(@DefaultValue("200") int most, @DefaultValue("256KB") DataSize largest,
		@DefaultValue("10s") Duration longest, @DefaultValue("500ms") Duration patience,
		@DefaultValue("1s") Duration pause) {
}
