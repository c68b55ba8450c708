package dev.akshay.portfolio.observatory.graph;

/**
 * What somebody has not read yet.
 *
 * @param topic the topic
 * @param service who reads it
 * @param events how many events it has not read
 */
public record Backlog(String topic, String service, long events) {

	/**
	 * Whether it waits to be tried again, which it is meant to for a while.
	 * @return whether the topic is one of retries
	 */
	boolean isPutOff() {
		return this.topic.contains(".retry-");
	}

}
