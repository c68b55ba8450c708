package dev.akshay.portfolio.bench.scenario;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Listens to changes of content: CloudEvents in Kafka's binary mode. */
final class ContentEvents implements AutoCloseable {

	private static final String TOPIC = "portfolio.content.changes";

	private static final Duration POLL = Duration.ofMillis(100);

	private final KafkaConsumer<byte[], byte[]> consumer;

	private ContentEvents(KafkaConsumer<byte[], byte[]> consumer) {
		this.consumer = consumer;
	}

	static ContentEvents of(URI broker) {
		KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getHost() + ":" + broker.getPort()),
				new ByteArrayDeserializer(), new ByteArrayDeserializer());
		List<TopicPartition> partitions = consumer.partitionsFor(TOPIC)
			.stream()
			.map((partition) -> new TopicPartition(partition.topic(), partition.partition()))
			.toList();
		consumer.assign(partitions);
		return new ContentEvents(consumer);
	}

	/** Skips what was said so far. */
	void forget() {
		this.consumer.seekToEnd(this.consumer.assignment());
		this.consumer.assignment().forEach(this.consumer::position);
	}

	/**
	 * Waits for the next change of a piece of content.
	 * @param subject its id
	 * @param patience for how long
	 * @return when it happened, as the event says
	 */
	Instant next(String subject, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		while (System.nanoTime() < end) {
			for (ConsumerRecord<byte[], byte[]> record : this.consumer.poll(POLL)) {
				if (subject.equals(header(record, "ce_subject"))) {
					return Instant.parse(header(record, "ce_time"));
				}
			}
		}
		throw new BenchFailure("no event about %s within %d s".formatted(subject, patience.toSeconds()));
	}

	private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
		Header header = record.headers().lastHeader(name);
		return (header != null) ? new String(header.value(), StandardCharsets.UTF_8) : "";
	}

	@Override
	public void close() {
		this.consumer.close();
	}

}
