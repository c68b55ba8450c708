package dev.akshay.portfolio.contact.suspicion;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever somebody sends as a proof is refused for its form, or taken for forged, or
 * solves the challenge that was handed out.
 */
class ChallengesTests {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	private static final Instant ISSUED = Instant.parse("2026-11-23T10:00:00.123Z");

	private static final Instant EXPIRES = Instant.parse("2026-11-23T10:20:00Z");

	private static final Map<String, Object> PARTS = new SolvedChallenges(KEY).partsIssuedAt(ISSUED);

	private static final String GENUINE = SolvedChallenges.encoded(PARTS);

	private static final JsonMapper JSON = JsonMapper.shared();

	@Example
	void solutionIsSoundUntilItExpires() {
		var sound = new Proof.Sound(PARTS.get("challenge").toString(), ISSUED, EXPIRES);
		assertThat(judged(GENUINE, ISSUED)).isEqualTo(sound);
		assertThat(judged(GENUINE, EXPIRES.minusMillis(1))).isEqualTo(sound);
		assertThat(judged(GENUINE, EXPIRES)).isEqualTo(new Proof.Expired());
		assertThat(judged(GENUINE, EXPIRES.plus(Duration.ofDays(10_000)))).isEqualTo(new Proof.Expired());
	}

	@Property(tries = 2000)
	void noTextIsTakenForASolution(@ForAll("texts") String text) {
		assertHarmless(text);
	}

	@Property(tries = 2000)
	void noJsonIsTakenForASolution(@ForAll("json") String json) {
		assertHarmless(SolvedChallenges.encoded(json));
	}

	@Property(tries = 2000)
	void solutionWithAnotherPartIsNone(@ForAll("names") String name, @ForAll("values") Object value) {
		var parts = new LinkedHashMap<>(PARTS);
		parts.put(name, value);
		// as written: a long and an integer are the same there
		if (!JSON.writeValueAsString(parts).equals(JSON.writeValueAsString(PARTS))) {
			assertHarmless(SolvedChallenges.encoded(parts));
		}
	}

	@Property(tries = 2000)
	void flippedBitsGiveNoOtherSolution(@ForAll @IntRange(max = 10_000) int at, @ForAll @IntRange(max = 7) int bit) {
		var bytes = JSON.writeValueAsBytes(PARTS);
		bytes[at % bytes.length] ^= (byte) (1 << bit);
		var text = Base64.getEncoder().encodeToString(bytes);
		if (new AltchaPayload.Format().isValid(text, null)) {
			var proof = judged(text, ISSUED);
			assertThat(proof instanceof Proof.Forged
					|| proof.equals(new Proof.Sound(PARTS.get("challenge").toString(), ISSUED, EXPIRES)))
				.as(new String(bytes, StandardCharsets.ISO_8859_1))
				.isTrue();
		}
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(100),
				Arbitraries.strings().withChars("ABCabc019+/=_- \n\u0000").ofMaxLength(40),
				Combinators
					.combine(Arbitraries.integers().between(0, GENUINE.length() - 1), Arbitraries.strings().ofLength(1))
					.as((at, other) -> GENUINE.substring(0, at) + other + GENUINE.substring(at))
					// white space or padding that a decoder might overlook
					.filter((text) -> !text.equals(GENUINE)));
	}

	@Provide
	Arbitrary<String> json() {
		var scalars = Arbitraries.oneOf(
				Arbitraries.of("null", "true", "1e999999999", "-0", "1.5", "9".repeat(300), "\"\""),
				Arbitraries.longs().map(String::valueOf),
				Arbitraries.strings().ofMaxLength(20).map(JSON::writeValueAsString));
		var objects = Arbitraries.maps(names(), scalars)
			.ofMaxSize(6)
			.map((parts) -> "{" + String.join(",",
					parts.entrySet().stream().map((part) -> "\"" + part.getKey() + "\":" + part.getValue()).toList())
					+ "}");
		return Arbitraries.oneOf(objects, scalars, objects.map((object) -> "[" + object + "]"),
				objects.map((object) -> object.substring(1)), objects.map((object) -> object + object));
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.of("algorithm", "challenge", "number", "salt", "signature");
	}

	@Provide
	Arbitrary<Object> values() {
		return Arbitraries.oneOf(Arbitraries.longs().asGeneric(), Arbitraries.integers().between(0, 200).asGeneric(),
				Arbitraries.doubles().asGeneric(), Arbitraries.strings().ofMaxLength(80).asGeneric(),
				Arbitraries.of("SHA-1", "SHA-512", "?expires=%&", "a?issued=x&expires=y&").asGeneric(),
				Arbitraries.of(true, false).asGeneric());
	}

	private static void assertHarmless(String text) {
		if (new AltchaPayload.Format().isValid(text, null) && !text.isEmpty()) {
			assertThat(judged(text, ISSUED)).as(text).isEqualTo(new Proof.Forged());
		}
	}

	private static Proof judged(String text, Instant now) {
		var challenges = new Challenges(SolvedChallenges.SETTINGS, Clock.fixed(now, ZoneOffset.UTC));
		return Solution.of(text).map((solution) -> challenges.check(solution, KEY)).orElseGet(Proof.Forged::new);
	}

}
