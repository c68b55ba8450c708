package dev.akshay.portfolio.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach the supervisor of a home.
 *
 * @param pid its process
 * @param started when that process began, since process numbers come again
 * @param port where it listens on the loopback interface
 * @param token what it wants to see
 * @param url the public address of the suite
 */
public record RunningSuite(long pid, long started, int port, String token, String url) {

	private static final JsonMapper JSON = new JsonMapper();

	public static RunningSuite announce(Home home, int port, String token, String url) {
		ProcessHandle self = ProcessHandle.current();
		RunningSuite suite = new RunningSuite(self.pid(), startOf(self), port, token, url);
		try {
			PrivateFile.write(home.launcher(), JSON.writeValueAsString(suite));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return suite;
	}

	public static void conceal(Home home) {
		try {
			Files.deleteIfExists(home.launcher());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Finds the supervisor, if it is alive. */
	public static Optional<RunningSuite> find(Home home) {
		try {
			RunningSuite suite = JSON.readValue(Files.readString(home.launcher()), RunningSuite.class);
			return (suite.handle().isPresent() && suite.listens()) ? Optional.of(suite) : Optional.empty();
		}
		catch (IOException | JacksonException ex) {
			return Optional.empty();
		}
	}

	public Optional<ProcessHandle> handle() {
		return ProcessHandle.of(this.pid)
			.filter(ProcessHandle::isAlive)
			.filter((handle) -> Math.abs(startOf(handle) - this.started) <= 2000);
	}

	/**
	 * A process that was killed stays in the list of processes until its parent took
	 * note.
	 */
	private boolean listens() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static long startOf(ProcessHandle handle) {
		return handle.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
	}

}
