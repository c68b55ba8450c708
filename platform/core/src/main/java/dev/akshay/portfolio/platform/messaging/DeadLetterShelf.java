package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * The dead letters of one service, as they lie in Kafka: to be listed, and to be put back
 * to where they came from. One that is put back is marked by a record behind it, as Kafka
 * takes nothing out. All methods block.
 */
class DeadLetterShelf {

	/** Header of a mark: the letter that was put back. */
	private static final String REDRIVEN = "dead-letter-redriven";

	private static final Log logger = LogFactory.getLog(DeadLetterShelf.class);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration POLL = Duration.ofMillis(100);

	private final ConsumerFactory<String, byte[]> consumers;

	private final KafkaTemplate<String, byte[]> kafka;

	private final String service;

	/**
	 * The shelf of a service.
	 * @param consumers read it
	 * @param kafka puts back
	 * @param service whose letters these are
	 */
	DeadLetterShelf(ConsumerFactory<String, byte[]> consumers, KafkaTemplate<String, byte[]> kafka, String service) {
		this.consumers = consumers;
		this.kafka = kafka;
		this.service = service;
	}

	/**
	 * Lists what was given up and not put back since.
	 * @param most how many at most
	 * @return the newest of each partition, the oldest first
	 */
	List<DeadLetter> list(int most) {
		var letters = new LinkedHashMap<String, DeadLetter>();
		read((letter) -> {
			var redriven = RecordHeaders.last(letter.headers(), REDRIVEN);
			if (redriven != null) {
				letters.remove(redriven);
			}
			else if (isOurs(letter)) {
				letters.put(DeadLetter.idOf(letter), DeadLetter.of(letter));
				if (letters.size() > most) {
					letters.pollFirstEntry();
				}
			}
		});
		return List.copyOf(letters.values());
	}

	/**
	 * Puts a letter back to the topic it came from, with every reason it was given. Dies
	 * this process in between, it may be put back a second time; consumers know an event
	 * again by its id.
	 * @param id the letter
	 * @return the letter; empty if there is none, or it was put back already
	 */
	Optional<DeadLetter> redrive(String id) {
		return find(id).map((letter) -> {
			var topic = letter.topic().substring(0, letter.topic().length() - DeadLetters.SUFFIX.length());
			var event = new ProducerRecord<>(topic, letter.key(), letter.value());
			letter.headers().forEach(event.headers()::add);
			ConsumerThread.await(this.kafka.send(event));
			var mark = new ProducerRecord<>(letter.topic(), letter.partition(), letter.key(), new byte[0]);
			RecordHeaders.add(mark.headers(), REDRIVEN, id);
			ConsumerThread.await(this.kafka.send(mark));
			logger.info(id + " is tried again");
			return DeadLetter.of(letter);
		});
	}

	private Optional<ConsumerRecord<String, byte[]>> find(String id) {
		var found = new AtomicReference<@Nullable ConsumerRecord<String, byte[]>>();
		read((letter) -> {
			if (id.equals(RecordHeaders.last(letter.headers(), REDRIVEN))) {
				found.set(null);
			}
			else if (isOurs(letter) && DeadLetter.idOf(letter).equals(id)) {
				found.set(letter);
			}
		});
		return Optional.ofNullable(found.get());
	}

	private boolean isOurs(ConsumerRecord<String, byte[]> letter) {
		return this.service.equals(RecordHeaders.last(letter.headers(), DeadLetters.CONSUMER));
	}

	private void read(Consumer<ConsumerRecord<String, byte[]>> reader) {
		try (var consumer = this.consumers.createConsumer(group(), null)) {
			var partitions = consumer.listTopics(PATIENCE)
				.entrySet()
				.stream()
				.filter((topic) -> topic.getKey().endsWith(DeadLetters.SUFFIX))
				.flatMap((topic) -> topic.getValue().stream())
				.map((info) -> new TopicPartition(info.topic(), info.partition()))
				.toList();
			if (partitions.isEmpty()) {
				return;
			}
			consumer.assign(partitions);
			consumer.seekToBeginning(partitions);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
			var end = System.nanoTime() + PATIENCE.toNanos();
			while (ends.entrySet()
				.stream()
				.anyMatch((place) -> consumer.position(place.getKey(), PATIENCE) < place.getValue())) {
				if (System.nanoTime() > end) {
					throw new IllegalStateException("Kafka does not tell all dead letters in time");
				}
				consumer.poll(POLL).forEach(reader);
			}
		}
	}

	private String group() {
		return this.service + "-dead-letters";
	}

}
