package dev.akshay.portfolio.insights.lab.idempotency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.insights.lab.Claim;
import dev.akshay.portfolio.insights.lab.Verdict;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Answer;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Kept;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Mismatch;
import dev.akshay.portfolio.insights.lab.idempotency.IdempotencyReport.Side;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Answered;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Counted;
import dev.akshay.portfolio.insights.lab.idempotency.Seen.Refused;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Gathers what is seen of one run. Used by one thread at a time. */
final class Trial {

	private final int requests;

	private final List<Answer> withoutKey = new ArrayList<>();

	private final List<Answer> withKey = new ArrayList<>();

	/** What each client with a key was told when its payment was done. */
	private final Map<Integer, String> receipts = new HashMap<>();

	private @Nullable String kept;

	private @Nullable Long effectsWithoutKey;

	private @Nullable Long effectsWithKey;

	private @Nullable Mismatch mismatch;

	Trial(int requests) {
		this.requests = requests;
	}

	Trial note(Seen seen) {
		switch (seen) {
			case Answered(var keyed, var answer, var body) -> {
				(keyed ? this.withKey : this.withoutKey).add(answer);
				if (keyed && answer.status() == HttpStatus.CREATED.value()) {
					this.receipts.put(answer.client(), body);
					if (!answer.replayed() && this.kept == null) {
						this.kept = body;
					}
				}
			}
			case Counted(var keyed, var effects) -> {
				if (keyed) {
					this.effectsWithKey = effects;
				}
				else {
					this.effectsWithoutKey = effects;
				}
			}
			case Refused(var answer) -> this.mismatch = answer;
		}
		return this;
	}

	IdempotencyReport report() {
		var claims = claims();
		return new IdempotencyReport(this.requests, new Side(List.copyOf(this.withoutKey), this.effectsWithoutKey),
				new Side(List.copyOf(this.withKey), this.effectsWithKey),
				(this.kept != null) ? new Kept(this.kept, holders()) : null, this.mismatch, claims,
				claims.isEmpty() ? null : Verdict.of(claims));
	}

	/** All of them are there, or none: a run that goes on proves nothing. */
	private List<Claim> claims() {
		if (this.effectsWithoutKey == null || this.effectsWithKey == null || this.mismatch == null) {
			return List.of();
		}
		return List.of(Claim.equal("effects-without-key", this.requests, this.effectsWithoutKey),
				Claim.equal("effects-with-key", 1, this.effectsWithKey),
				Claim.equal("clients-with-the-kept-response", this.requests, holders()),
				Claim.equal("mismatch-status", HttpStatus.UNPROCESSABLE_CONTENT.value(), this.mismatch.status()));
	}

	private int holders() {
		return (int) this.receipts.values().stream().filter((receipt) -> receipt.equals(this.kept)).count();
	}

}
