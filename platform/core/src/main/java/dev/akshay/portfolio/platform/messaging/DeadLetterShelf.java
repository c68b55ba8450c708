package dev.akshay.portfolio.platform.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Dead letters as they lie in Kafka: to be listed, and to be put back to where they came
 * from. One that is put back is marked by a record behind it, as Kafka takes nothing out.
 * All methods block, for some seconds at most, and fail with {@link Outage} if Kafka does
 * not answer in time.
 */
public final class DeadLetterShelf {

	/** Header of a mark: the letter that was put back. */
	private static final String REDRIVEN = "dead-letter-redriven";

	private static final Log logger = LogFactory.getLog(DeadLetterShelf.class);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration POLL = Duration.ofMillis(100);

	/** So many records of each partition are looked through, the newest. */
	private static final int DEEPEST = 5_000;

	private static final Pattern ID = Pattern.compile("(?<topic>.+)-(?<partition>\\d{1,9})@(?<offset>\\d{1,18})");

	private static final Comparator<DeadLetter> OLDEST_FIRST = Comparator.comparing(DeadLetter::time)
		.thenComparing(DeadLetter::id);

	private final ConsumerFactory<String, byte[]> consumers;

	private final KafkaTemplate<String, byte[]> kafka;

	private final String reader;

	private final Predicate<String> topics;

	private final Predicate<ConsumerRecord<String, byte[]>> letters;

	private DeadLetterShelf(ConsumerFactory<String, byte[]> consumers, KafkaTemplate<String, byte[]> kafka,
			String reader, Predicate<String> topics, Predicate<ConsumerRecord<String, byte[]>> letters) {
		this.consumers = consumers;
		this.kafka = kafka;
		this.reader = reader;
		this.topics = (topic) -> topic.endsWith(DeadLetters.SUFFIX) && topics.test(topic);
		this.letters = letters;
	}

	/**
	 * What one service gave up.
	 * @param service the service
	 * @param consumers read it
	 * @param kafka puts back
	 * @return its shelf
	 */
	static DeadLetterShelf of(String service, ConsumerFactory<String, byte[]> consumers,
			KafkaTemplate<String, byte[]> kafka) {
		return new DeadLetterShelf(consumers, kafka, service, (_) -> true,
				(letter) -> service.equals(RecordHeaders.last(letter.headers(), DeadLetters.CONSUMER)));
	}

	/**
	 * What any service gave up of some topics.
	 * @param prefix what their names begin with
	 * @param reader who reads it
	 * @param consumers read it
	 * @param kafka puts back
	 * @return the shelf
	 */
	public static DeadLetterShelf ofTopics(String prefix, String reader, ConsumerFactory<String, byte[]> consumers,
			KafkaTemplate<String, byte[]> kafka) {
		return new DeadLetterShelf(consumers, kafka, reader, (topic) -> topic.startsWith(prefix),
				(letter) -> RecordHeaders.last(letter.headers(), DeadLetters.CONSUMER) != null);
	}

	/**
	 * Lists what was given up and not put back since.
	 * @param most how many at most
	 * @return the newest, the oldest of them first
	 */
	public List<DeadLetter> waiting(int most) {
		var waiting = all().stream().filter((letter) -> letter.redrivenAt() == null).toList();
		return waiting.subList(Math.max(0, waiting.size() - most), waiting.size());
	}

	/**
	 * Lists what was given up, whether it was put back since or not, as far back as
	 * {@value #DEEPEST} records of each partition reach.
	 * @return the oldest first
	 */
	public List<DeadLetter> all() {
		var letters = new LinkedHashMap<String, DeadLetter>();
		read((consumer) -> {
			var partitions = partitions(consumer);
			consumer.assign(partitions);
			Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, PATIENCE);
			Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
			ends.forEach((place, end) -> consumer.seek(place, Math.max(starts.getOrDefault(place, 0L), end - DEEPEST)));
			readTo(ends, consumer, (letter) -> {
				var redriven = RecordHeaders.last(letter.headers(), REDRIVEN);
				if (redriven != null) {
					letters.computeIfPresent(redriven,
							(_, known) -> known.redriven(Instant.ofEpochMilli(letter.timestamp())));
				}
				else if (this.letters.test(letter)) {
					letters.put(DeadLetter.idOf(letter), DeadLetter.of(letter));
				}
			});
		});
		var sorted = new ArrayList<>(letters.values());
		sorted.sort(OLDEST_FIRST);
		return List.copyOf(sorted);
	}

	/**
	 * Puts a letter back to the topic it came from, with every reason it was given. Dies
	 * this process in between, it may be put back a second time; consumers know an event
	 * again by its id.
	 * @param id the letter
	 * @return the letter; empty if there is none, or it was put back already
	 */
	public Optional<DeadLetter> redrive(String id) {
		return find(id).map((letter) -> {
			var topic = letter.topic().substring(0, letter.topic().length() - DeadLetters.SUFFIX.length());
			var event = new ProducerRecord<>(topic, letter.key(), letter.value());
			letter.headers().forEach(event.headers()::add);
			ConsumerThread.await(this.kafka.send(event));
			var mark = new ProducerRecord<>(letter.topic(), letter.partition(), letter.key(), new byte[0]);
			RecordHeaders.add(mark.headers(), REDRIVEN, id);
			var marked = ConsumerThread.await(this.kafka.send(mark));
			logger.info(id + " is tried again");
			var time = (marked != null) ? marked.getRecordMetadata().timestamp() : System.currentTimeMillis();
			return DeadLetter.of(letter).redriven(Instant.ofEpochMilli(time));
		});
	}

	private Optional<ConsumerRecord<String, byte[]>> find(String id) {
		var place = ID.matcher(id);
		if (!place.matches()) {
			return Optional.empty();
		}
		var partition = new TopicPartition(place.group("topic"), Integer.parseInt(place.group("partition")));
		var offset = Long.parseLong(place.group("offset"));
		var found = new AtomicReference<@Nullable ConsumerRecord<String, byte[]>>();
		read((consumer) -> {
			if (!partitions(consumer).contains(partition)) {
				return;
			}
			var only = List.of(partition);
			consumer.assign(only);
			var ends = consumer.endOffsets(only, PATIENCE);
			if (offset < consumer.beginningOffsets(only, PATIENCE).getOrDefault(partition, 0L)
					|| offset >= ends.getOrDefault(partition, 0L)) {
				return;
			}
			consumer.seek(partition, offset);
			readTo(ends, consumer, (letter) -> {
				var redriven = RecordHeaders.last(letter.headers(), REDRIVEN);
				if (id.equals(redriven)) {
					found.set(null);
				}
				else if (letter.offset() == offset && redriven == null && this.letters.test(letter)) {
					found.set(letter);
				}
			});
		});
		return Optional.ofNullable(found.get());
	}

	private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
		return consumer.listTopics(PATIENCE)
			.entrySet()
			.stream()
			.filter((topic) -> this.topics.test(topic.getKey()))
			.map(Map.Entry::getValue)
			.flatMap(Collection::stream)
			.map((info) -> new TopicPartition(info.topic(), info.partition()))
			.toList();
	}

	private void read(java.util.function.Consumer<Consumer<String, byte[]>> look) {
		try (var consumer = this.consumers.createConsumer(this.reader + "-dead-letters", null)) {
			look.accept(consumer);
		}
		catch (KafkaException ex) {
			throw new Outage("Kafka does not tell the dead letters", ex);
		}
	}

	private static void readTo(Map<TopicPartition, Long> ends, Consumer<String, byte[]> consumer,
			java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
		var end = System.nanoTime() + PATIENCE.toNanos();
		while (ends.entrySet()
			.stream()
			.anyMatch((place) -> consumer.position(place.getKey(), PATIENCE) < place.getValue())) {
			if (System.nanoTime() > end) {
				throw new Outage("Kafka does not tell all dead letters in time", new TimeoutException());
			}
			consumer.poll(POLL).forEach(reader);
		}
	}

}
