package dev.akshay.portfolio.bench.pipeline;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

import dev.akshay.portfolio.bench.load.Client.Request;

/**
 * The messages of one run. They are numbered, and key and subject follow from the number:
 * nothing has to be remembered to find each of them again.
 *
 * @param run what no other run has
 */
public record Series(UUID run) {

	/** Of what no subject holds. */
	static final int NONE = -1;

	/**
	 * The series of a run of this moment.
	 * @return a new one
	 */
	public static Series random() {
		return new Series(UUID.randomUUID());
	}

	/** What each subject begins with. */
	String topic() {
		return this.run + " ";
	}

	String subject(int number) {
		return topic() + number;
	}

	UUID key(int number) {
		return new UUID(this.run.getMostSignificantBits(), this.run.getLeastSignificantBits() ^ number);
	}

	/** The number in a subject, or {@link #NONE} if it is of another run. */
	int numberOf(String subject) {
		if (!subject.startsWith(topic())) {
			return NONE;
		}
		try {
			return Integer.parseInt(subject, topic().length(), subject.length(), 10);
		}
		catch (NumberFormatException ex) {
			return NONE;
		}
	}

	/**
	 * The request that leaves a message.
	 * @param address where it goes
	 * @param number the message's number
	 * @return the request
	 */
	public Request request(URI address, int number) {
		return new Request("POST", address,
				Map.of("Content-Type", "application/json", "Idempotency-Key", '"' + key(number).toString() + '"'),
				"{\"name\":\"Ada\",\"email\":\"ada@example.org\",\"subject\":\"" + subject(number)
						+ "\",\"body\":\"Still there?\"}");
	}

}
