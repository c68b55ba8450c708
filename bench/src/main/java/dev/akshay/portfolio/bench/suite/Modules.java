package dev.akshay.portfolio.bench.suite;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.process.Command;
import dev.akshay.portfolio.bench.process.JvmFlags;
import dev.akshay.portfolio.bench.process.Ports;
import dev.akshay.portfolio.bench.process.Server;

/**
 * Starts single modules of the suite as the launcher does: unpacked, with the same flags,
 * and told by the environment where the others are.
 */
public final class Modules {

	private static final String VERSION = "1.0.0-SNAPSHOT";

	private final Path root;

	private final Path folder;

	private final Map<String, Path> unpacked = new ConcurrentHashMap<>();

	/**
	 * Modules of a built checkout.
	 * @param root the checkout
	 * @param folder where they are unpacked and where their logs go
	 */
	public Modules(Path root, Path folder) {
		this.root = root;
		this.folder = folder;
	}

	/**
	 * A gateway in front of one origin: every path goes to it.
	 * @param origin the origin
	 * @param settings more settings
	 * @param flags more flags of the JVM
	 * @return the running gateway
	 */
	public Server gateway(URI origin, Map<String, String> settings, String... flags) {
		Map<String, String> all = new HashMap<>();
		all.put("PORTFOLIO_SERVICES_WEBSITE", base(origin));
		// no broker: the gateway lives without one
		all.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
		all.putAll(settings);
		int management = Ports.free();
		all.put("MANAGEMENT_SERVER_PORT", String.valueOf(management));
		all.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
		return start("gateway", management, all, flags);
	}

	/**
	 * A website that asks given services.
	 * @param settings where the services are, and more
	 * @return the running website
	 */
	public Server website(Map<String, String> settings) {
		return start("website", 0, settings);
	}

	/**
	 * An observatory that takes spans, and hears of no events.
	 * @return the running observatory
	 */
	public Server observatory() {
		return start("observatory", 0, Map.of("SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9"));
	}

	private Server start(String module, int management, Map<String, String> settings, String... flags) {
		int port = Ports.free();
		Map<String, String> environment = new HashMap<>(settings);
		environment.put("SERVER_ADDRESS", "127.0.0.1");
		environment.put("SERVER_PORT", String.valueOf(port));
		Server server = Server.start(module, JvmFlags.jar(jar(module), flags), environment, port, this.folder);
		URI readiness = URI
			.create("http://127.0.0.1:%d/actuator/health/readiness".formatted((management != 0) ? management : port));
		return server.await(() -> answersOk(readiness));
	}

	private static boolean answersOk(URI address) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
		connection.setConnectTimeout(2000);
		connection.setReadTimeout(2000);
		return connection.getResponseCode() == 200;
	}

	private Path jar(String module) {
		return this.unpacked.computeIfAbsent(module, this::unpack);
	}

	private Path unpack(String module) {
		Path jar = this.root.resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar");
		if (!Files.exists(jar)) {
			throw new BenchFailure(jar + " is missing: build it with './portfolio up' or 'mvn package'");
		}
		Path folder = this.folder.resolve(module);
		try {
			String said = Command.output(JvmFlags.program(), "-XX:TieredStopAtLevel=1", "-Djarmode=tools", "-jar",
					jar.toString(), "extract", "--destination", folder.toString());
			Path thin = folder.resolve(jar.getFileName());
			if (!Files.exists(thin)) {
				throw new BenchFailure("cannot unpack %s: %s".formatted(jar, said.strip()));
			}
			return thin;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot unpack " + jar, ex);
		}
	}

	/**
	 * Scheme, host and port of an address.
	 * @param address the address
	 * @return its base
	 */
	public static String base(URI address) {
		return "%s://%s:%d".formatted(address.getScheme(), address.getHost(), address.getPort());
	}

	/**
	 * Several replicas as one setting.
	 * @param replicas their addresses
	 * @return what {@code portfolio.services.…} takes
	 */
	public static String replicas(List<URI> replicas) {
		return String.join(",", replicas.stream().map(Modules::base).toList());
	}

}
