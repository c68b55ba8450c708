package dev.akshay.portfolio.platform.outbox;

import java.time.Duration;
import java.util.Map;

/**
 * An event on its way out.
 *
 * @param position its place in the order of events
 * @param topic where to
 * @param key the aggregate it happened to
 * @param headers what Kafka gets as headers, the trace it was stored in among them
 * @param data what Kafka gets as value
 * @param age how long ago it was stored
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying it helps nobody
public record OutboxEntry(long position, String topic, String key, Map<String, String> headers, byte[] data,
		Duration age) {
}
