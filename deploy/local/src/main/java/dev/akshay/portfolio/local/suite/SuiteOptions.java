package dev.akshay.portfolio.local.suite;

import java.util.Map;

/**
 * What can be chosen about a suite when it is started.
 *
 * @param port the gateway's, or 0 for a free one
 * @param replicas how many processes of a service, where it is not one
 * @param limits whether the rate limits hold
 * @param aot what to do with the caches that make JVMs start quickly
 */
public record SuiteOptions(int port, Map<String, Integer> replicas, boolean limits, Aot aot) {

	int replicasOf(ServiceModule module) {
		return this.replicas.getOrDefault(module.artifact(), 1);
	}

}
