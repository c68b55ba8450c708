package dev.akshay.portfolio.contact.suspicion;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are told from machines.
 *
 * @param hardness how many numbers a solver may have to try; on average it is half of
 * them
 * @param life how long a solution is valid
 * @param haste what is written faster looks like a machine's
 * @param sweep how often spent proofs that have expired are deleted
 * @param batch how many of them one statement deletes
 */
@ConfigurationProperties("portfolio.contact.suspicion")
record SuspicionSettings(@DefaultValue("300000") long hardness, @DefaultValue("20m") Duration life,
		@DefaultValue("3s") Duration haste, @DefaultValue("10m") Duration sweep, @DefaultValue("1000") int batch) {
}
