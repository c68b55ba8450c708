package dev.akshay.portfolio.platform.messaging;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that was given up, without a word of its content.
 *
 * @param id where it lies, by which it is redriven
 * @param key the record's key
 * @param type what happened, if that can be read
 * @param reasons why it was given up, each time, the newest last
 * @param origin where it was read from the last time
 * @param time when it was given up the last time
 * @param bytes how large its data are
 */
public record DeadLetter(String id, @Nullable String key, @Nullable String type, List<String> reasons,
		@Nullable String origin, @Nullable String time, int bytes) {

	static DeadLetter of(ConsumerRecord<String, byte[]> letter) {
		return new DeadLetter(idOf(letter), letter.key(), RecordHeaders.last(letter.headers(), "ce_type"),
				RecordHeaders.all(letter.headers(), DeadLetters.REASON),
				RecordHeaders.last(letter.headers(), DeadLetters.ORIGIN),
				RecordHeaders.last(letter.headers(), DeadLetters.TIME),
				(letter.value() != null) ? letter.value().length : 0);
	}

	static String idOf(ConsumerRecord<String, byte[]> letter) {
		return "%s-%d@%d".formatted(letter.topic(), letter.partition(), letter.offset());
	}

}
