package dev.akshay.portfolio.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import dev.akshay.portfolio.bench.process.Command;
import io.netty.util.Version;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.SpringBootVersion;
import org.springframework.cloud.gateway.route.RouteLocator;

/** What was measured, in which version. */
final class Versions {

	private Versions() {
	}

	/** Versions by name; what is not installed is not there. */
	static Map<String, String> all() {
		Map<String, String> versions = new TreeMap<>();
		versions.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
		versions.put("Spring Boot", SpringBootVersion.getVersion());
		put(versions, "Spring Cloud Gateway", RouteLocator.class.getPackage().getImplementationVersion());
		put(versions, "Reactor Netty", HttpServer.class.getPackage().getImplementationVersion());
		Version netty = Version.identify().get("netty-common");
		put(versions, "Netty", (netty != null) ? netty.artifactVersion() : null);
		Command.find("nginx").ifPresent((nginx) -> put(versions, "nginx", firstLine(nginx.toString(), "-v")));
		Command.find("wrk").ifPresent((wrk) -> put(versions, "wrk", firstLine(wrk.toString(), "-v")));
		return versions;
	}

	/** The commit that is checked out, with a mark if files differ from it. */
	static String commit(Path root) {
		String commit = firstLine("git", "-C", root.toString(), "rev-parse", "--short=12", "HEAD");
		boolean changed = !firstLine("git", "-C", root.toString(), "status", "--porcelain", "--untracked-files=no",
				"--", ":!bench/results")
			.isEmpty();
		return changed ? commit + " with changes" : commit;
	}

	private static void put(Map<String, String> versions, String name, @Nullable String version) {
		if (version != null && !version.isBlank()) {
			versions.put(name, version);
		}
	}

	private static String firstLine(String... command) {
		try {
			return Command.output(command)
				.lines()
				.findFirst()
				.orElse("")
				.replaceFirst("^nginx version: nginx/|^wrk ", "")
				.replaceFirst(" Copyright.*", "")
				.strip();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
