package dev.akshay.portfolio.gateway.chaos;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much visitors may break. How often one of them may order something is a rate limit.
 *
 * @param services what may be broken; a visitor breaks each in one way at a time
 * @param faults how many faults there may be at a time, of all visitors together
 * @param networkFaults how many of them may be of visitors who come from one network
 * @param longest how long a fault may last
 * @param inFlight how many requests of such visitors are worked on at a time
 * @param networkInFlight how many of them may come from one network
 * @param visitorInFlight how many of them may be of one visitor
 * @param concurrent how many of them, of one visitor, may wait for one route to answer
 * @param fresh how long a replica of the gateway goes by what it knows
 * @param patience how long it waits for the database before it goes by what it knew
 */
@Validated
@ConfigurationProperties("portfolio.gateway.chaos")
public record ChaosSettings(@DefaultValue @NotEmpty List<String> services, @DefaultValue("60") @Min(1) int faults,
		@DefaultValue("12") @Min(1) int networkFaults, @DefaultValue("2m") Duration longest,
		@DefaultValue("200") @Min(1) @Max(400) int inFlight, @DefaultValue("64") @Min(1) int networkInFlight,
		@DefaultValue("32") @Min(1) int visitorInFlight, @DefaultValue("16") @Min(1) int concurrent,
		@DefaultValue("1s") Duration fresh, @DefaultValue("500ms") Duration patience) {
}
