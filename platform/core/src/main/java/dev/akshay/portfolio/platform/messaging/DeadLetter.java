package dev.akshay.portfolio.platform.messaging;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up, without a word of its content.
 *
 * @param id where it lies, by which it is redriven
 * @param topic the topic of dead letters it lies in
 * @param partition the part of the topic
 * @param offset the place in that part
 * @param key the record's key
 * @param type what happened, if that can be read
 * @param reasons why it was given up, each time, the newest last
 * @param attempts how often it was tried in all; tries in place, while everything stood
 * still, are not counted
 * @param consumer who gave it up
 * @param origin where it was read from the last time
 * @param time when it was given up the last time
 * @param bytes how large its data are
 * @param redrivenAt when it was put back; {@code null} as long as it waits
 */
public record DeadLetter(String id, String topic, int partition, long offset, @Nullable String key,
		@Nullable String type, List<String> reasons, int attempts, @Nullable String consumer, @Nullable String origin,
		Instant time, int bytes, @Nullable Instant redrivenAt) {

	static DeadLetter of(ConsumerRecord<String, byte[]> letter) {
		var reasons = RecordHeaders.all(letter.headers(), DeadLetters.REASON);
		return new DeadLetter(idOf(letter), letter.topic(), letter.partition(), letter.offset(), letter.key(),
				RecordHeaders.last(letter.headers(), "ce_type"), reasons, attempts(letter, reasons.size()),
				RecordHeaders.last(letter.headers(), DeadLetters.CONSUMER),
				RecordHeaders.last(letter.headers(), DeadLetters.ORIGIN), time(letter),
				(letter.value() != null) ? letter.value().length : 0, null);
	}

	static String idOf(ConsumerRecord<String, byte[]> letter) {
		return "%s-%d@%d".formatted(letter.topic(), letter.partition(), letter.offset());
	}

	DeadLetter redriven(Instant at) {
		return new DeadLetter(this.id, this.topic, this.partition, this.offset, this.key, this.type, this.reasons,
				this.attempts, this.consumer, this.origin, this.time, this.bytes, at);
	}

	/** Letters of earlier versions tell no number: each reason is one try at least. */
	private static int attempts(ConsumerRecord<String, byte[]> letter, int reasons) {
		var told = RecordHeaders.all(letter.headers(), DeadLetters.ATTEMPTS);
		return told.stream().mapToInt(DeadLetter::number).sum() + Math.max(0, reasons - told.size());
	}

	private static int number(String text) {
		try {
			return Math.clamp(Integer.parseInt(text), 1, 1_000_000);
		}
		catch (NumberFormatException _) {
			return 1;
		}
	}

	private static Instant time(ConsumerRecord<String, byte[]> letter) {
		var told = RecordHeaders.last(letter.headers(), DeadLetters.TIME);
		try {
			return (told != null) ? Instant.parse(told) : Instant.ofEpochMilli(letter.timestamp());
		}
		catch (DateTimeParseException _) {
			return Instant.ofEpochMilli(letter.timestamp());
		}
	}

}
