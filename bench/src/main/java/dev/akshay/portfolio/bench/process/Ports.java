package dev.akshay.portfolio.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import dev.akshay.portfolio.bench.failure.BenchFailure;

/** Free ports of the loopback interface, below those that clients are given. */
public final class Ports {

	private static final int FIRST = 15_000;

	private static final int LAST = 20_000;

	private static final int TRIES = 1_000;

	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	/**
	 * A port that nobody listens on, and that is given once.
	 * @return the port
	 */
	public static int free() {
		for (int tried = 0; tried < TRIES; tried++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			if (isFree(port) && GIVEN.add(port)) {
				return port;
			}
		}
		throw new BenchFailure("no free port between %d and %d".formatted(FIRST, LAST));
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
