package dev.akshay.portfolio.gateway.owner.api;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who works at the machine itself.
 *
 * @param secret what it is known by; without one nobody does
 */
@ConfigurationProperties("portfolio.owner.machine")
record MachineSettings(@Nullable String secret) {

	/** Is not for logs. */
	@Override
	public String toString() {
		return "MachineSettings";
	}

}
