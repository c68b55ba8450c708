package dev.akshay.portfolio.gateway.limits;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits, by name. A map, so that one can be changed or added from outside without
 * repeating the others.
 *
 * @param enabled whether any holds
 * @param maxClients how many clients each limit remembers
 * @param actions what is limited
 */
@Validated
@ConfigurationProperties("portfolio.limits")
record LimitSettings(@DefaultValue("true") boolean enabled, @DefaultValue("50000") @Min(1) long maxClients,
		@DefaultValue @NotNull Map<String, @Valid @NotNull Action> actions) {

	/**
	 * One action that can be abused.
	 *
	 * @param methods the methods it is done with
	 * @param paths patterns of the paths it is done at
	 * @param permits how often one client may do it within {@code per}
	 * @param per the time after which all permits are back
	 * @param burst how many permits may be used at once; all of them unless said
	 * otherwise
	 */
	record Action(@NotEmpty List<String> methods, @NotEmpty List<String> paths, @Min(1) int permits,
			@NotNull Duration per, @Nullable @Min(1) Integer burst) {
	}

}
