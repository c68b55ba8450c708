package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

import dev.akshay.portfolio.local.failure.Failure;

/**
 * Free ports that stay ours, even while the process behind one is down. They lie below
 * the range from which the system gives out ports by itself, and each is claimed by a
 * lock on its byte of a file that all suites of a user share, so that two suites that
 * start at once never choose the same.
 */
final class Ports implements AutoCloseable {

	private static final int LOWEST = 20_000;

	private static final int HIGHEST = 30_000;

	private static final int ATTEMPTS = 1_000;

	private final FileChannel claims;

	Ports() {
		this(Path.of(System.getProperty("java.io.tmpdir"), "portfolio-ports-" + System.getProperty("user.name")));
	}

	Ports(Path claims) {
		try {
			this.claims = FileChannel.open(claims, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		}
		catch (IOException ex) {
			throw new Failure("cannot write " + claims + ": remove it");
		}
	}

	int free() {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
			if (claim(port) && isFree(port)) {
				return port;
			}
		}
		throw new Failure("no free port found between %d and %d".formatted(LOWEST, HIGHEST));
	}

	private boolean claim(int port) {
		try {
			return this.claims.tryLock(port, 1, false) != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			// a connection that lingers from an earlier run does not make a port taken
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		try {
			this.claims.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
