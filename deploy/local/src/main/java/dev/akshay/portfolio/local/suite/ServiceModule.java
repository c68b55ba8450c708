package dev.akshay.portfolio.local.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The suite's own processes, in the order in which people read about them. */
enum ServiceModule {

	GATEWAY("gateway", "gateway", 192, 1), WEBSITE("website", null, 160, 2),
	// decodes images, of which the largest take 70 MiB
	PROFILE("profile-service", "profile", 192, 3), PROJECTS("projects-service", "projects", 96, 3),
	INSIGHTS("insights-service", "insights", 96, 3), CONTACT("contact-service", "contact", 128, 3),
	NOTIFIER("notifier", null, 96, 3), OBSERVATORY("observatory", null, 96, 4);

	private final String artifact;

	private final @Nullable String database;

	private final int heapMiB;

	private final int stopOrder;

	ServiceModule(String artifact, @Nullable String database, int heapMiB, int stopOrder) {
		this.artifact = artifact;
		this.database = database;
		this.heapMiB = heapMiB;
		this.stopOrder = stopOrder;
	}

	String artifact() {
		return this.artifact;
	}

	/** The name of its database and of the role that owns it, if it has one. */
	@Nullable String database() {
		return this.database;
	}

	int heapMiB() {
		return this.heapMiB;
	}

	int stopOrder() {
		return this.stopOrder;
	}

	/** Relaxed binding knows no dashes in the names of environment variables. */
	String addressVariable() {
		return "PORTFOLIO_SERVICES_" + this.artifact.replace("-", "").toUpperCase(Locale.ROOT);
	}

	static List<String> databases() {
		return all().map(ServiceModule::database).filter((database) -> database != null).toList();
	}

	static Stream<ServiceModule> all() {
		return Arrays.stream(values());
	}

}
