package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.web.OpenStreams;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;

/**
 * Receipts as they change. A stream ends with the last step, with its time, or with the
 * process.
 */
@Component
class ReceiptStreams {

	private final Receipts receipts;

	private final Notifications notifications;

	private final ReceiptStreamSettings settings;

	private final OpenStreams streams;

	ReceiptStreams(Receipts receipts, Notifications notifications, ReceiptStreamSettings settings,
			OpenStreams streams) {
		this.receipts = receipts;
		this.notifications = notifications;
		this.settings = settings;
		this.streams = streams;
	}

	Flux<ServerSentEvent<ReceiptPage>> of(String receipt) {
		return this.streams
			.bound(OpenStreams.withHeartbeat(changesOf(receipt).map(ReceiptStreams::event), this.settings.heartbeat()));
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

	private static ServerSentEvent<ReceiptPage> event(Receipt receipt) {
		return ServerSentEvent.builder(new ReceiptPage(receipt)).id(String.valueOf(receipt.steps().size())).build();
	}

}
