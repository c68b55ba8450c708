package dev.akshay.portfolio.platform.messaging;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a consumer does with events. It is called on the consumer's own thread, which may
 * wait; the same event may come again.
 */
@FunctionalInterface
public interface EventHandler {

	/**
	 * Looks at a batch as a whole, so that what all of them need is asked for once.
	 * @param batch events as they were polled, of several keys
	 * @return handles one of them at a time, in their order, and says when its effect is
	 * safe. It fails with {@link PermanentFailure} for an event that is to be given up,
	 * {@link TemporaryFailure} for one that is to be tried later, and {@link Outage} if
	 * none can be handled now
	 */
	Function<ConsumerRecord<String, byte[]>, CompletableFuture<?>> handlerOf(
			List<ConsumerRecord<String, byte[]>> batch);

	/**
	 * How many events one thread may have under way: before it begins with another, the
	 * effect of the oldest is safe, or the oldest is put off or given up. An outage
	 * leaves so many effects whose end nobody knows, and no more.
	 * @return at least one; as many as there are in a batch by default
	 */
	default int mostUnderWay() {
		return Integer.MAX_VALUE;
	}

	/**
	 * Partitions were taken over, perhaps from a process that died. Nothing is handled
	 * before this returns.
	 */
	default void takenOver() {
	}

}
