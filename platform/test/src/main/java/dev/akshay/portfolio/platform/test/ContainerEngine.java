package dev.akshay.portfolio.platform.test;

import java.nio.file.Files;
import java.nio.file.Path;

import org.testcontainers.DockerClientFactory;

/**
 * Tells whether containers can be started. Where an engine answers, infrastructure comes
 * from Testcontainers, elsewhere from embedded binaries of the same versions.
 */
final class ContainerEngine {

	private static final boolean ANSWERS = looksInstalled() && DockerClientFactory.instance().isDockerAvailable();

	private ContainerEngine() {
	}

	static boolean answers() {
		return ANSWERS;
	}

	// spares machines without an engine the seconds that asking for it takes
	private static boolean looksInstalled() {
		return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"))
				|| Files.exists(Path.of(System.getProperty("user.home"), ".docker"));
	}

}
