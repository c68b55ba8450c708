package dev.akshay.portfolio.bench.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole suite, started and stopped by {@code ./portfolio} in a home of its own. */
public final class Suite implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 600;

	private static final long ABANDON_PATIENCE_SECONDS = 30;

	/** So many of the last lines of a command that failed are told. */
	private static final int TOLD_LINES = 20;

	private final Path root;

	private final Path home;

	private final Map<String, String> settings;

	private final Thread stop = new Thread(this::abandon);

	private final Set<Process> running = ConcurrentHashMap.newKeySet();

	private volatile JsonNode status = JsonMapper.shared().createObjectNode();

	private Suite(Path root, Path home, Map<String, String> settings) {
		this.root = root;
		this.home = home;
		this.settings = settings;
	}

	/**
	 * Starts the suite on free ports with the rate limits off.
	 * @param root the checkout
	 * @param home where its data go
	 * @param settings environment variables for its processes
	 * @param options what else {@code ./portfolio up} is told
	 * @return the running suite
	 * @throws BenchFailure if it does not start, with what {@code ./portfolio up} said
	 */
	public static Suite up(Path root, Path home, Map<String, String> settings, String... options) {
		Suite suite = new Suite(root, home, settings);
		Runtime.getRuntime().addShutdownHook(suite.stop);
		try {
			suite.portfolio(Stream
				.concat(Stream.of("up", "--detach", "--port", "0", "--limits", "off", "--fresh"), Stream.of(options))
				.toArray(String[]::new));
			suite.refresh();
			return suite;
		}
		catch (BenchFailure ex) {
			// now, as nothing of it can be stopped once its home is deleted
			suite.close();
			throw ex;
		}
	}

	/** Asks again which processes there are. */
	public void refresh() {
		this.status = JsonMapper.shared().readTree(portfolio("status", "--json"));
	}

	/**
	 * Kills all processes of one name, which come back by themselves.
	 * @param name the name
	 * @return whether there was one
	 */
	public boolean kill(String name) {
		try {
			portfolio("kill", name);
			return true;
		}
		catch (BenchFailure ex) {
			return false;
		}
	}

	/**
	 * Whether every process was ready when it was asked for the last time.
	 * @return whether all are
	 */
	public boolean isReady() {
		return this.status.path("processes")
			.valueStream()
			.allMatch((process) -> "ready".equals(process.path("state").asString("")));
	}

	/**
	 * Where its data are.
	 * @return its home
	 */
	public Path home() {
		return this.home;
	}

	/**
	 * An address at the site.
	 * @param path the path
	 * @return the address
	 */
	public URI at(String path) {
		// by number: a name would be looked up, and tried in two families
		return URI.create(this.status.path("url").asString("").replace("localhost", "127.0.0.1") + path);
	}

	/**
	 * Whether its JVMs started from caches, as they do unless {@code PORTFOLIO_AOT=off}.
	 * @return whether they did
	 */
	public boolean startedFromCaches() {
		return this.status.path("aot").asBoolean(false);
	}

	/**
	 * Where a process listens.
	 * @param name its name
	 * @return its base address
	 */
	public URI address(String name) {
		return URI.create(find(name).path("url").asString(""));
	}

	/**
	 * The processes of some of the suite's parts.
	 * @param names the names
	 * @return the processes by name, in the order of the names
	 */
	public Map<String, ProcessHandle> processes(String... names) {
		Map<String, ProcessHandle> handles = new LinkedHashMap<>();
		for (String name : names) {
			long pid = find(name).path("pid").asLong();
			handles.put(name, ProcessHandle.of(pid).orElseThrow(() -> new BenchFailure(name + " has ended")));
		}
		return handles;
	}

	/**
	 * All processes of one name.
	 * @param name the name
	 * @return the replicas
	 */
	public List<ProcessHandle> replicas(String name) {
		List<ProcessHandle> replicas = new ArrayList<>();
		for (JsonNode process : this.status.path("processes")) {
			if (process.path("name").asString("").equals(name)) {
				replicas.add(ProcessHandle.of(process.path("pid").asLong())
					.orElseThrow(() -> new BenchFailure(name + " has ended")));
			}
		}
		return replicas;
	}

	/**
	 * The processes of one name that live; there may be none for a while.
	 * @param name the name
	 * @return those that lived when they were asked for the last time, and still do
	 */
	public List<ProcessHandle> alive(String name) {
		return this.status.path("processes")
			.valueStream()
			.filter((process) -> process.path("name").asString("").equals(name) && process.path("pid").isNumber())
			.flatMap((process) -> ProcessHandle.of(process.path("pid").asLong()).stream())
			.filter(ProcessHandle::isAlive)
			.toList();
	}

	private JsonNode find(String name) {
		for (JsonNode process : this.status.path("processes")) {
			if (process.path("name").asString("").equals(name)) {
				return process;
			}
		}
		throw new BenchFailure("the suite has no process called " + name);
	}

	private String portfolio(String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.root.resolve("portfolio").toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.root.toFile());
		builder.environment().putAll(this.settings);
		builder.environment().put("PORTFOLIO_HOME", this.home.toString());
		builder.environment().put("PORTFOLIO_JAVA_HOME", System.getProperty("java.home"));
		try {
			// files for each, as kills of a pair go on at the same time; one that never
			// closes its output is not waited for
			Path said = Files.createDirectories(this.home.resolveSibling("said"));
			Path errors = Files.createTempFile(said, arguments[0], ".log");
			Path answer = Files.createTempFile(said, arguments[0], ".out");
			Process process = builder.redirectError(errors.toFile()).redirectOutput(answer.toFile()).start();
			this.running.add(process);
			if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				this.running.remove(process);
				throw new BenchFailure("./portfolio %s does not end".formatted(arguments[0]));
			}
			if (process.exitValue() != 0) {
				throw failed(arguments[0],
						new String(Files.readAllBytes(errors), StandardCharsets.UTF_8).lines().toList());
			}
			this.running.remove(process);
			String output = Files.readString(answer);
			Files.delete(errors);
			Files.delete(answer);
			return output;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot run ./portfolio: " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	/** Its files are going to be deleted, so what they say is told now. */
	private static BenchFailure failed(String command, List<String> said) {
		if (said.isEmpty()) {
			return new BenchFailure("./portfolio %s failed, and did not say why".formatted(command));
		}
		return new BenchFailure("./portfolio %s failed; the end of what it said:".formatted(command),
				said.subList(Math.max(0, said.size() - TOLD_LINES), said.size()));
	}

	/** This program is ended in the middle of it. */
	private void abandon() {
		for (Process unfinished : this.running) {
			unfinished.destroy();
			unfinished.onExit()
				.orTimeout(ABANDON_PATIENCE_SECONDS, TimeUnit.SECONDS)
				.exceptionally((_) -> unfinished)
				.join();
		}
		down();
	}

	private void down() {
		try {
			portfolio("down");
		}
		catch (BenchFailure ex) {
			// it is not running
		}
	}

	@Override
	public void close() {
		down();
		try {
			Runtime.getRuntime().removeShutdownHook(this.stop);
		}
		catch (IllegalStateException ex) {
			// this program is being ended, and the hook is at work
		}
	}

}
