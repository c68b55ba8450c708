package dev.akshay.portfolio.contact.suspicion;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.akshay.portfolio.contact.suspicion.Proof.Expired;
import dev.akshay.portfolio.contact.suspicion.Proof.Forged;
import dev.akshay.portfolio.contact.suspicion.Proof.None;
import dev.akshay.portfolio.contact.suspicion.Proof.Sound;
import dev.akshay.portfolio.platform.postgres.NewRow;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

/** Finds what speaks against a person behind a message. */
@Service
public class Suspicions {

	private final Challenges challenges;

	private final ChallengeKey key;

	private final SpentProofs spent;

	private final SuspicionSettings settings;

	Suspicions(Challenges challenges, ChallengeKey key, SpentProofs spent, SuspicionSettings settings) {
		this.challenges = challenges;
		this.key = key;
		this.spent = spent;
		this.settings = settings;
	}

	/**
	 * Judges a message and spends the proof that came with it. It is meant to run inside
	 * the message's transaction, so that a proof is spent if and only if the message is
	 * stored.
	 * @param evidence what came with the message
	 * @param receivedAt when it came
	 * @return all that was found; nothing speaks for a person
	 */
	public Mono<Set<Suspicion>> of(Evidence evidence, Instant receivedAt) {
		return check(evidence)
			.flatMap((proof) -> spend(proof).map((first) -> found(evidence, proof, receivedAt, first)));
	}

	/**
	 * Judges a message as if its proof were not spent.
	 * @param evidence what came with the message
	 * @param receivedAt when it came
	 * @return all that was found, and the row that spends the proof if it is added
	 */
	public Mono<Supposed> supposing(Evidence evidence, Instant receivedAt) {
		return check(evidence).map((proof) -> new Supposed(found(evidence, proof, receivedAt, true),
				(proof instanceof Sound sound) ? List.of(SpentProofs.rowOf(sound)) : List.of()));
	}

	private Mono<Proof> check(Evidence evidence) {
		if (evidence.proof() == null || evidence.proof().isEmpty()) {
			return Mono.just(new None());
		}
		return Solution.of(evidence.proof())
			.map((solution) -> this.key.get().map((key) -> this.challenges.check(solution, key)))
			.orElseGet(Mono::empty)
			.defaultIfEmpty(new Forged());
	}

	private Mono<Boolean> spend(Proof proof) {
		return (proof instanceof Sound sound) ? this.spent.spend(sound) : Mono.just(true);
	}

	private Set<Suspicion> found(Evidence evidence, Proof proof, Instant receivedAt, boolean first) {
		var found = switch (proof) {
			case None _ -> EnumSet.of(Suspicion.NO_PROOF);
			case Forged _ -> EnumSet.of(Suspicion.PROOF_FORGED);
			case Expired _ -> EnumSet.of(Suspicion.PROOF_EXPIRED);
			case Sound _ -> first ? EnumSet.noneOf(Suspicion.class) : EnumSet.of(Suspicion.PROOF_SPENT);
		};
		if (isHasty(begunAt(evidence, proof), receivedAt)) {
			found.add(Suspicion.TOO_FAST);
		}
		if (evidence.honeypot() != null && !evidence.honeypot().isBlank()) {
			found.add(Suspicion.HONEYPOT);
		}
		return found;
	}

	/** A time that we signed is better than one that somebody tells. */
	private static @Nullable Instant begunAt(Evidence evidence, Proof proof) {
		return (proof instanceof Sound sound) ? sound.issuedAt() : evidence.openedAt();
	}

	private boolean isHasty(@Nullable Instant begunAt, Instant receivedAt) {
		return begunAt != null && begunAt.isAfter(receivedAt.minus(this.settings.haste()));
	}

	/**
	 * What is found if a proof is not spent.
	 *
	 * @param suspicions all that speaks against a person
	 * @param spending the row that spends the proof, if a sound one came
	 */
	public record Supposed(Set<Suspicion> suspicions, List<NewRow> spending) {
	}

}
