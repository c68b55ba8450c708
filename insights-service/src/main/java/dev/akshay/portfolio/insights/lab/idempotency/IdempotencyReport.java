package dev.akshay.portfolio.insights.lab.idempotency;

import java.util.List;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one run.
 *
 * @param requests how many clients send the payment
 * @param withoutKey what became of them without a key
 * @param withKey what became of them with one
 * @param kept what is kept under the key
 * @param mismatch what another payment under the key was answered
 * @param claims the hypothesis, part by part, at the end
 * @param verdict whether it held, at the end
 */
record IdempotencyReport(int requests, Side withoutKey, Side withKey,
		@Schema(description = "The response that is kept under the key") @Nullable Kept kept,
		@Schema(description = "What another payment under the same key was answered") @Nullable Mismatch mismatch,
		List<Claim> claims, @Nullable Verdict verdict) {

	/**
	 * One half of the experiment.
	 *
	 * @param answers what was answered so far, in the order in which it came
	 * @param effects how many payments the database counts, at the end
	 */
	@Schema(name = "IdempotencySide")
	record Side(List<Answer> answers,
			@Schema(description = "How many payments the database counts") @Nullable Long effects) {
	}

	/**
	 * An answer to one request.
	 *
	 * @param client which client was answered, counted from 0
	 * @param attempt which of its attempts, counted from 1
	 * @param status the status, 0 if there was no answer
	 * @param replayed whether the response was given before
	 */
	@Schema(name = "IdempotencyAnswer")
	record Answer(int client, int attempt, int status, boolean replayed) {
	}

	/**
	 * The response under the key.
	 *
	 * @param body its bytes as text
	 * @param clients how many clients hold exactly these bytes in the end
	 */
	@Schema(name = "IdempotencyKept")
	record Kept(String body, int clients) {
	}

	/**
	 * The answer to another payment under the same key.
	 *
	 * @param status the status
	 * @param type the problem's type
	 */
	@Schema(name = "IdempotencyMismatch")
	record Mismatch(int status, String type) {
	}

}
