package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/**
 * A server in a process of its own, ended with this program at the latest.
 */
public final class Server implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

	private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
	}

	private final String name;

	private final Process process;

	private final int port;

	private final Path log;

	private Server(String name, Process process, int port, Path log) {
		this.name = name;
		this.process = process;
		this.port = port;
		this.log = log;
	}

	/**
	 * Starts a server and waits until it listens.
	 * @param name what it is called in messages and in the name of its log
	 * @param command the command
	 * @param environment settings on top of this process's own
	 * @param port where it will listen, on the loopback interface
	 * @param folder where its log goes
	 * @return the server
	 */
	public static Server start(String name, List<String> command, Map<String, String> environment, int port,
			Path folder) {
		Path log = folder.resolve(name.replaceAll("[^a-zA-Z0-9]+", "-") + "-" + port + ".log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		// a bench is about one process: what its caller set for other JVMs is not meant
		// for it
		if (!environment.containsKey("JAVA_TOOL_OPTIONS")) {
			builder.environment().remove("JAVA_TOOL_OPTIONS");
		}
		try {
			Process process = builder.start();
			RUNNING.add(process);
			Server server = new Server(name, process, port, log);
			server.await(server::listens);
			return server;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot start %s: %s".formatted(name, ex.getMessage()), ex);
		}
	}

	/**
	 * Waits until a condition holds.
	 * @param condition what must hold
	 * @return this server
	 */
	public Server await(Condition condition) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (System.nanoTime() < end) {
			if (!this.process.isAlive()) {
				throw new BenchFailure("%s ended as it started; it said: %s".formatted(this.name, lastWords()));
			}
			try {
				if (condition.holds()) {
					return this;
				}
			}
			catch (IOException ex) {
				// not yet
			}
			pause();
		}
		close();
		throw new BenchFailure(
				"%s was not ready in %d s; it said: %s".formatted(this.name, PATIENCE.toSeconds(), lastWords()));
	}

	private boolean listens() throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PROBE_INTERVAL);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	private String lastWords() {
		try (Stream<String> lines = Files.lines(this.log)) {
			List<String> all = lines.toList();
			return String.join(" | ", all.subList(Math.max(0, all.size() - 5), all.size())) + " (" + this.log + ")";
		}
		catch (IOException | UncheckedIOException ex) {
			return "nothing";
		}
	}

	public String name() {
		return this.name;
	}

	public ProcessHandle process() {
		return this.process.toHandle();
	}

	public Path log() {
		return this.log;
	}

	/**
	 * An address of this server.
	 * @param path the path, and a query if there is one
	 * @return the address
	 */
	public URI at(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		RUNNING.remove(this.process);
	}

	/** Something that is to hold before measuring begins. */
	@FunctionalInterface
	public interface Condition {

		/**
		 * Whether it holds.
		 * @return whether it does
		 * @throws IOException if it does not hold yet
		 */
		boolean holds() throws IOException;

	}

}
