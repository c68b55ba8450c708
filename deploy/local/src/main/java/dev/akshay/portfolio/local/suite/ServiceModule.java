package dev.akshay.portfolio.local.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The suite's own processes, in the order in which people read about them. */
enum ServiceModule {

	GATEWAY("gateway", "gateway", 192, Pace.SUSTAINED, 1), WEBSITE("website", null, 160, Pace.SUSTAINED, 2),
	// decodes images, of which the largest take 70 MiB
	PROFILE("profile-service", "profile", 192, Pace.SUSTAINED, 3),
	PROJECTS("projects-service", "projects", 96, Pace.SUSTAINED, 3),
	INSIGHTS("insights-service", "insights", 96, Pace.SUSTAINED, 3),
	CONTACT("contact-service", "contact", 128, Pace.SUSTAINED, 3), NOTIFIER("notifier", null, 96, Pace.SUSTAINED, 3),
	OBSERVATORY("observatory", null, 96, Pace.SUSTAINED, 4);

	private final String artifact;

	private final @Nullable String database;

	private final int heapMiB;

	private final Pace pace;

	private final int stopOrder;

	ServiceModule(String artifact, @Nullable String database, int heapMiB, Pace pace, int stopOrder) {
		this.artifact = artifact;
		this.database = database;
		this.heapMiB = heapMiB;
		this.pace = pace;
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

	Pace pace() {
		return this.pace;
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

	/** What a JVM compiles for. */
	enum Pace {

		/** a quick start and little memory: only the first, fast compiler */
		PROMPT,
		/** much work for a long time: the optimizing compiler, too */
		SUSTAINED

	}

}
