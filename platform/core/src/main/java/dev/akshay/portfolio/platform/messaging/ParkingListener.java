package dev.akshay.portfolio.platform.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Is told of an event that is about to go to the dead letters, on the consumer's thread.
 */
@FunctionalInterface
public interface ParkingListener {

	/**
	 * An event is given up. If this fails, it is tried again, so it may be told twice.
	 * @param event what could not be handled
	 * @param reason why, without a word of its content
	 */
	void parking(ConsumerRecord<String, byte[]> event, String reason);

}
