package dev.akshay.portfolio.insights.lab.idempotency;

import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Answer;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Mismatch;

/** What can be seen in the course of a run. */
sealed interface Seen {

	/**
	 * A client was answered.
	 *
	 * @param keyed whether it sent a key
	 * @param answer the answer
	 * @param body its bytes, one character for each
	 */
	record Answered(boolean keyed, Answer answer, String body) implements Seen {
	}

	/**
	 * Effects were counted.
	 *
	 * @param keyed those of clients with a key, or those of the others
	 * @param effects how many
	 */
	record Counted(boolean keyed, long effects) implements Seen {
	}

	/**
	 * Another payment under the same key was answered.
	 *
	 * @param mismatch how
	 */
	record Refused(Mismatch mismatch) implements Seen {
	}

}
