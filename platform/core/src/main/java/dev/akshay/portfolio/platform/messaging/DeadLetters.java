package dev.akshay.portfolio.platform.messaging;

import java.time.Clock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Where an event goes that its consumer cannot handle: to {@code <topic>.dead-letters},
 * as it came, plus why. One that was tried again and came back carries every reason it
 * was given, the newest last.
 */
public class DeadLetters {

	/** What the name of a topic of dead letters ends with. */
	public static final String SUFFIX = ".dead-letters";

	/** Header: why the event could not be handled. */
	public static final String REASON = "dead-letter-reason";

	/** Header: who could not handle it. */
	public static final String CONSUMER = "dead-letter-consumer";

	/** Header: topic, partition and offset it was read from. */
	public static final String ORIGIN = "dead-letter-origin";

	/** Header: when it was given up. */
	public static final String TIME = "dead-letter-time";

	/** Header: how often it was tried before it was given up. */
	public static final String ATTEMPTS = "dead-letter-attempts";

	/** Header: how large the data were, if they were too large for the dead letters. */
	public static final String LEFT_OUT = "dead-letter-data-left-out";

	private static final Log logger = LogFactory.getLog(DeadLetters.class);

	private final KafkaTemplate<String, byte[]> kafka;

	private final String consumer;

	private final Clock clock;

	private final MeterRegistry meters;

	DeadLetters(KafkaTemplate<String, byte[]> kafka, String consumer, Clock clock, MeterRegistry meters) {
		this.kafka = kafka;
		this.consumer = consumer;
		this.clock = clock;
		this.meters = meters;
	}

	/**
	 * Counts those of a topic from zero on: whoever watches a count sees it grow, but not
	 * that it begins with one.
	 * @param topic a topic that is consumed here
	 * @return the count
	 */
	Counter countOf(String topic) {
		return Counter.builder("portfolio.dead.letters")
			.description("Events that were given up")
			.tag("topic", topic)
			.register(this.meters);
	}

	/**
	 * Puts an event there and waits until it is safe.
	 * @param event what could not be handled
	 * @param reason why, without a word of its content
	 */
	void add(ConsumerRecord<String, byte[]> event, String reason) {
		// one that was put off before is not to be seen as one of a retry topic
		var tried = Postponement.of(event, this.clock.instant());
		var origin = tried.origin();
		var topic = origin.substring(0, origin.lastIndexOf('-'));
		var letter = new ProducerRecord<>(topic + SUFFIX, event.key(), event.value());
		event.headers().forEach(letter.headers()::add);
		Postponement.removeFrom(letter.headers());
		RecordHeaders.add(letter.headers(), REASON, reason);
		RecordHeaders.add(letter.headers(), CONSUMER, this.consumer);
		RecordHeaders.add(letter.headers(), ORIGIN, origin);
		RecordHeaders.add(letter.headers(), TIME, this.clock.instant().toString());
		RecordHeaders.add(letter.headers(), ATTEMPTS, String.valueOf(tried.attempts() + 1));
		try {
			ConsumerThread.await(this.kafka.send(letter));
		}
		catch (KafkaException ex) {
			if (!isTooLarge(ex)) {
				throw ex;
			}
			// what was sent takes no more headers
			var light = new ProducerRecord<String, byte[]>(topic + SUFFIX, null, event.key(), null);
			letter.headers().forEach(light.headers()::add);
			RecordHeaders.add(light.headers(), LEFT_OUT,
					((event.value() != null) ? event.value().length : 0) + " bytes");
			ConsumerThread.await(this.kafka.send(light));
		}
		countOf(topic).increment();
		logger.warn("%s went to the dead letters: %s".formatted(origin, reason));
	}

	private static boolean isTooLarge(KafkaException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof RecordTooLargeException;
	}

}
