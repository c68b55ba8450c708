package dev.akshay.portfolio.gateway.origin;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.client.HttpClient;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicasTests {

	private final Replicas two = replicas("http://one:1", "http://two:2");

	@Test
	void takesTurns() {
		assertThat(Stream.generate(() -> this.two.next(null)).limit(3)).extracting(Replica::authority)
			.containsExactly("one:1", "two:2", "one:1");
	}

	@Test
	void givesAnotherOneThanWasAsked() {
		var asked = this.two.next(null);
		assertThat(Stream.generate(() -> this.two.next(asked)).limit(3)).doesNotContain(asked);
	}

	@Test
	void givesTheOnlyOneAgain() {
		var one = replicas("http://one");
		assertThat(one.next(one.next(null))).isSameAs(one.next(null));
	}

	@Test
	void passesOverTheOneThatDidNotAnswer() {
		this.two.next(null).avoid();
		assertThat(Stream.generate(() -> this.two.next(null)).limit(4)).extracting(Replica::authority)
			.containsOnly("two:2");
	}

	@Test
	void asksThoseThatDidNotAnswerRatherThanNobody() {
		var first = this.two.next(null);
		var second = this.two.next(first);
		first.avoid();
		second.avoid();
		assertThat(this.two.next(first)).isSameAs(second);
		assertThat(this.two.next(second)).isSameAs(first);
	}

	@ParameterizedTest
	@CsvSource({ "http://one, one", "http://one:80, one", "http://one:443, one:443", "https://one:443, one",
			"https://one:80, one:80" })
	void namesNoPortThatGoesWithoutSaying(String address, String authority) {
		assertThat(replicas(address).next(null).authority()).isEqualTo(authority);
	}

	private static Replicas replicas(String... addresses) {
		return new Replicas("any", Stream.of(addresses).map(URI::create).toList(), HttpClient.create(),
				Duration.ofHours(1));
	}

}
