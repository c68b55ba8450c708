package dev.akshay.portfolio.acceptance;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the suite for the first test that wants it and stops it behind the last. */
class SuiteExtension implements ParameterResolver {

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		var type = parameter.getParameter().getType();
		return type == Suite.class || type == Telemetry.class || type == Chromium.class || type == Content.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		var store = context.getRoot().getStore(Namespace.GLOBAL);
		var running = store.computeIfAbsent(Running.class, (_) -> Running.start(), Running.class);
		var type = parameter.getParameter().getType();
		if (type == Chromium.class) {
			return store.computeIfAbsent(Chromium.class, (_) -> new Chromium(running.suite()), Chromium.class);
		}
		if (type == Content.class) {
			return running.content();
		}
		return (type == Suite.class) ? running.suite() : running.telemetry();
	}

	record Running(Suite suite, Telemetry telemetry, Content content) implements AutoCloseable {

		static Running start() {
			var telemetry = new Telemetry();
			// tests edit the content, so they get their own
			var content = Content.copied();
			var suite = new Suite(Path.of("target", "suite"),
					Map.of("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", telemetry.tracesEndpoint(),
							"PORTFOLIO_CONTENT_LOCATION", content.folder().toString(),
							// all tests together write more than a person would
							"PORTFOLIO_LIMITS_ACTIONS_CONTACT_PERMITS", "100000",
							"PORTFOLIO_LIMITS_ACTIONS_CHALLENGE_PERMITS", "100000",
							"PORTFOLIO_LIMITS_ACTIONS_CHAOS_PERMITS", "100000", "PORTFOLIO_LIMITS_ACTIONS_LABS_PERMITS",
							"100000", "PORTFOLIO_LIMITS_ACTIONS_LOGIN_PERMITS", "100000",
							// a slow machine is no reason to stop an experiment
							"PORTFOLIO_LABS_LONGEST", "10m",
							// as many as there are labs, so that each has its turn in a
							// full queue
							"PORTFOLIO_LABS_UNFINISHED", "5",
							// names with a hyphen
							"SPRING_APPLICATION_JSON", "{\"portfolio.limits.actions.live-events.permits\": 100000}"));
			return new Running(suite.up("--fresh"), telemetry, content);
		}

		@Override
		public void close() {
			this.suite.close();
			this.telemetry.close();
		}

	}

}
