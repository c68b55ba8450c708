package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import io.r2dbc.spi.ValidationDepth;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

import org.springframework.context.SmartLifecycle;

/**
 * What other transactions tell by {@code NOTIFY}, on all replicas, a moment after they
 * commit. One connection of its own listens for the whole process and comes back by
 * itself when it is lost.
 */
public class Notifications implements SmartLifecycle {

	/**
	 * Comes instead of a payload when something may have been missed: have a look
	 * yourself.
	 */
	public static final String WAKE_UP = "";

	/** Before everything that listens, and ended after it. */
	public static final int PHASE = 0;

	private static final Log logger = LogFactory.getLog(Notifications.class);

	/**
	 * How many payloads one slow subscriber may leave unread before it loses the oldest.
	 */
	private static final int BUFFER = 1024;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

	private final PostgresqlConnectionFactory connections;

	private final Map<String, Sinks.Many<String>> channels = new ConcurrentHashMap<>();

	private final Set<String> opened = ConcurrentHashMap.newKeySet();

	private final Set<String> heard = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean lost = new AtomicBoolean();

	private volatile @Nullable PostgresqlConnection connection;

	private volatile boolean running;

	private @Nullable Disposable listening;

	Notifications(PostgresqlConnectionFactory connections) {
		this.connections = connections;
	}

	/**
	 * Everything told on a channel from now on. Subscribe first and look at the data
	 * then, or a change in between goes unseen.
	 * @param channel the channel's name in lower case
	 * @return the payloads, {@link #WAKE_UP} among them; never ends
	 */
	public Flux<String> on(String channel) {
		return Flux.defer(() -> {
			var told = sink(channel).asFlux()
				.onBackpressureBuffer(BUFFER, (dropped) -> logger.debug("Dropped one of " + channel),
						BufferOverflowStrategy.DROP_OLDEST);
			// whoever subscribes is there before the first sign comes
			return Flux.merge(told, Mono.fromRunnable(() -> open(channel)));
		});
	}

	/**
	 * Whether what is told on a channel arrives here, as far as this end of the
	 * connection knows: {@link #WAKE_UP} came after the last time when it did not.
	 * @param channel a channel that somebody subscribed to
	 * @return false while the connection is lost
	 */
	public boolean hears(String channel) {
		return this.heard.contains(channel);
	}

	@Override
	public synchronized void start() {
		this.running = true;
		if (!this.opened.isEmpty()) {
			connect();
		}
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		var disposable = this.listening;
		if (disposable != null) {
			disposable.dispose();
			this.listening = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	private Sinks.Many<String> sink(String channel) {
		if (!NAME.matcher(channel).matches()) {
			throw new IllegalArgumentException("'%s' is no name for a channel".formatted(channel));
		}
		return this.channels.computeIfAbsent(channel, (_) -> Sinks.many().multicast().directBestEffort());
	}

	private synchronized void open(String channel) {
		if (!this.opened.add(channel)) {
			return;
		}
		var current = this.connection;
		if (current != null) {
			// a failure here ends the connection, and the next one listens to all
			listenTo(current, channel).subscribe((_) -> {
			}, (_) -> current.close().subscribe(), () -> found(channel));
		}
		else if (this.running) {
			connect();
		}
	}

	private void connect() {
		if (this.listening == null) {
			this.listening = Flux.usingWhen(this.connections.create(), this::listen, this::close)
				.concatWith(Mono.error(() -> new IllegalStateException("PostgreSQL closed the connection")))
				.retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
					.maxBackoff(Duration.ofSeconds(2))
					.jitter(0.5)
					.transientErrors(true)
					.doBeforeRetry((retry) -> lost(retry.failure())))
				.subscribe(this::tell);
		}
	}

	private Flux<Notification> listen(PostgresqlConnection opened) {
		this.connection = opened;
		var known = List.copyOf(this.opened);
		// by this name it is known to whoever looks at pg_stat_activity
		var listening = run(opened, "SET application_name TO 'notifications'")
			.thenMany(Flux.fromIterable(known).concatMap((channel) -> listenTo(opened, channel)));
		// found() comes last: by then nothing that is told goes unheard
		return listening
			.thenMany(Flux.merge(opened.getNotifications(), alive(opened), Mono.fromRunnable(() -> found(known))));
	}

	private static Mono<Void> listenTo(PostgresqlConnection connection, String channel) {
		return run(connection, "LISTEN " + channel);
	}

	private static Mono<Void> run(PostgresqlConnection connection, String sql) {
		return connection.createStatement(sql)
			.execute()
			.flatMap(PostgresqlResult::getRowsUpdated)
			.then()
			.timeout(PATIENCE);
	}

	// a connection whose other end vanished says nothing until it is asked
	private static Flux<Notification> alive(PostgresqlConnection connection) {
		return Flux.interval(PATIENCE)
			.onBackpressureDrop()
			.concatMap((tick) -> connection.validate(ValidationDepth.REMOTE).timeout(PATIENCE))
			.handle((alive, sink) -> {
				if (!alive) {
					sink.error(new IllegalStateException("PostgreSQL does not answer"));
				}
			});
	}

	private Mono<Void> close(PostgresqlConnection connection) {
		this.connection = null;
		this.heard.clear();
		return connection.close();
	}

	private void tell(Notification notification) {
		emit(notification.getName(), (notification.getParameter() != null) ? notification.getParameter() : WAKE_UP);
	}

	private void emit(String channel, String payload) {
		var sink = this.channels.get(channel);
		if (sink != null) {
			sink.emitNext(payload, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
		}
	}

	private void found(String channel) {
		emit(channel, WAKE_UP);
		this.heard.add(channel);
	}

	private void lost(Throwable reason) {
		if (this.lost.compareAndSet(false, true)) {
			logger.warn("Listening to PostgreSQL is interrupted, connecting again: " + reason);
		}
	}

	private void found(List<String> channels) {
		if (this.lost.compareAndSet(true, false)) {
			logger.info("Listening to PostgreSQL again");
		}
		channels.forEach(this::found);
	}

}
