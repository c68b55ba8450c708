package dev.akshay.portfolio.contact.receipt;

import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.postgres.Notifications;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * Receipts as they change. A stream ends with the last step, with its time, or with the
 * process.
 */
@Component
class ReceiptStreams implements SmartLifecycle {

	private final Receipts receipts;

	private final Notifications notifications;

	private final ReceiptStreamSettings settings;

	private final AtomicInteger open = new AtomicInteger();

	private volatile Sinks.Empty<Void> closing = Sinks.empty();

	private volatile boolean running;

	ReceiptStreams(Receipts receipts, Notifications notifications, ReceiptStreamSettings settings) {
		this.receipts = receipts;
		this.notifications = notifications;
		this.settings = settings;
	}

	Flux<ServerSentEvent<ReceiptPage>> of(String receipt) {
		return Flux.using(this::enter, (_) -> withHeartbeat(changesOf(receipt)), (_) -> this.open.decrementAndGet())
			.take(this.settings.life())
			.takeUntilOther(this.closing.asMono());
	}

	@Override
	public void start() {
		this.closing = Sinks.empty();
		this.running = true;
	}

	// first of all: the server waits for open responses before it stops
	@Override
	public void stop() {
		this.running = false;
		this.closing.tryEmitEmpty();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private Integer enter() {
		var now = this.open.incrementAndGet();
		if (now > this.settings.open()) {
			this.open.decrementAndGet();
			throw new TooManyStreams();
		}
		return now;
	}

	// listening comes first, so that no change falls between the first look and it
	private Flux<Receipt> changesOf(String receipt) {
		var told = this.notifications.on(Receipts.CHANNEL)
			.filter((payload) -> payload.contains(receipt) || payload.equals(Notifications.WAKE_UP));
		return Flux.merge(told, Mono.just(Notifications.WAKE_UP))
			.onBackpressureLatest()
			.concatMap((_) -> this.receipts.find(receipt), 1)
			.distinctUntilChanged(Receipt::steps)
			.takeUntil(Receipt::isComplete);
	}

	private Flux<ServerSentEvent<ReceiptPage>> withHeartbeat(Flux<Receipt> changes) {
		var over = Sinks.<Void>empty();
		var heartbeat = Flux.interval(this.settings.heartbeat())
			.onBackpressureDrop()
			.map((_) -> ServerSentEvent.<ReceiptPage>builder().comment("alive").build())
			.takeUntilOther(over.asMono());
		return Flux.merge(changes.map(ReceiptStreams::event).doOnTerminate(over::tryEmitEmpty), heartbeat);
	}

	private static ServerSentEvent<ReceiptPage> event(Receipt receipt) {
		return ServerSentEvent.builder(new ReceiptPage(receipt)).id(String.valueOf(receipt.steps().size())).build();
	}

}
