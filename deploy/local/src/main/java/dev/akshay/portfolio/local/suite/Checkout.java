package dev.akshay.portfolio.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;

/** The project's folder, as cloned and built. */
public record Checkout(Path root) {

	private static final String VERSION = "1.0.0-SNAPSHOT";

	/** The folder is told by the script, which knows where it lies itself. */
	public static Checkout current() {
		return new Checkout(Path.of(System.getProperty("portfolio.root", "")).toAbsolutePath().normalize());
	}

	Path content() {
		return this.root.resolve("content");
	}

	/** What is made once per build and machine. */
	public Path prepared() {
		return this.root.resolve("deploy/local/target");
	}

	public void requireBuilt() {
		Stream<Path> jars = Stream.concat(ServiceModule.all().map((module) -> jar(module.artifact())),
				Stream.of(launcherJar()));
		jars.filter((jar) -> !Files.exists(jar)).findFirst().ifPresent((jar) -> {
			throw new Failure(
					this.root.relativize(jar) + " is missing: build it with './portfolio up' or 'mvn package'");
		});
	}

	Path jar(String artifact) {
		return this.root.resolve(artifact).resolve("target").resolve(artifact + "-" + VERSION + ".jar");
	}

	Path launcherJar() {
		return prepared().resolve("local-" + VERSION + ".jar");
	}

}
