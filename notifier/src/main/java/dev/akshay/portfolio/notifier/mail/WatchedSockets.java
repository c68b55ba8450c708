package dev.akshay.portfolio.notifier.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Sockets of whose use an end can be made from outside: a server that answers a byte now
 * and then never lets a read time out.
 */
class WatchedSockets extends SocketFactory {

	private static final Log logger = LogFactory.getLog(WatchedSockets.class);

	private static final ThreadLocal<@Nullable Watch> WATCHING = new ThreadLocal<>();

	/**
	 * Watches what this thread does with sockets, until it is closed.
	 * @param limit after which time the socket at hand is closed, whatever it waits for
	 * @return the watch
	 */
	Watch watch(Duration limit) {
		var watch = new Watch();
		watch.timer = Schedulers.boundedElastic().schedule(watch::end, limit.toMillis(), TimeUnit.MILLISECONDS);
		WATCHING.set(watch);
		return watch;
	}

	@Override
	public Socket createSocket() {
		var socket = new Socket();
		var watch = WATCHING.get();
		if (watch != null) {
			watch.over(socket);
		}
		return socket;
	}

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException("not connected yet, or nobody could end that");
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		return createSocket(host, port);
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		return createSocket(host.getHostName(), port);
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
		return createSocket(host, port);
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			logger.debug("A socket did not end well", ex);
		}
	}

	/** Sees to it that one socket at a time is not used for too long. */
	static final class Watch implements AutoCloseable {

		private @Nullable Disposable timer;

		private @Nullable Socket socket;

		private boolean late;

		/** Turns to another socket. */
		synchronized void over(@Nullable Socket next) {
			this.socket = next;
			if (this.late && next != null) {
				WatchedSockets.close(next);
			}
		}

		synchronized @Nullable Socket socket() {
			return this.socket;
		}

		private synchronized void end() {
			this.late = true;
			over(this.socket);
		}

		@Override
		public void close() {
			WATCHING.remove();
			over(null);
			if (this.timer != null) {
				this.timer.dispose();
			}
		}

	}

}
