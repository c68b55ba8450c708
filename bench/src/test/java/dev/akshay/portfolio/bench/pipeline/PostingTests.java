package dev.akshay.portfolio.bench.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.akshay.portfolio.bench.load.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

class PostingTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final Patience SHORT = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(2), false);

	private final Queue<String> keys = new ConcurrentLinkedQueue<>();

	private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.post("/messages", (request, response) -> {
			this.keys.add(request.requestHeaders().get("Idempotency-Key"));
			Integer answer = this.answers.poll();
			return request.receive().then(response.status((answer != null) ? answer : 202).send());
		}))
		.bindNow();

	private final Client client = new Client();

	private final Tally tally = new Tally();

	@AfterEach
	void stop() {
		this.client.close();
		this.server.disposeNow();
	}

	@Test
	void sendsAgainUnderTheSameKey() {
		this.answers.addAll(List.of(503, 409));
		post();
		assertThat(this.keys).hasSize(3).containsOnly(this.keys.peek());
		assertThat(this.tally.accepted().cardinality()).isEqualTo(1);
		assertThat(this.tally.tries()).isEqualTo(3);
		assertThat(this.tally.answers()).containsOnlyKeys("202", "409", "503");
		assertThat(this.tally.firstTries().count()).isZero();
		assertThat(this.tally.untilAccepted().count()).isEqualTo(1);
	}

	@Test
	void givesUpWhenPatienceEnds() {
		this.answers.addAll(List.of(503, 503, 503));
		post();
		assertThat(this.tally.tries()).isEqualTo(3);
		assertThat(this.tally.accepted().isEmpty()).isTrue();
	}

	@Test
	void doesNotRepeatWhatWasRefused() {
		this.answers.add(422);
		post();
		assertThat(this.tally.tries()).isEqualTo(1);
		assertThat(this.tally.accepted().isEmpty()).isTrue();
	}

	@Test
	void sendsAgainWhereNobodyListens() {
		this.server.disposeNow();
		post();
		assertThat(this.tally.tries()).isEqualTo(3);
		assertThat(this.tally.answers()).hasSize(1).doesNotContainKey("202");
	}

	@Test
	void insistsOnlyIfItIsTo() {
		assertThat(Patience.OF_THE_SITE.sendsAgainAfter(500)).isFalse();
		assertThat(Patience.OF_THE_SITE.sendsAgainAfter(503)).isTrue();
		assertThat(Patience.ENDLESS.sendsAgainAfter(500)).isTrue();
		assertThat(Patience.ENDLESS.sendsAgainAfter(429)).isTrue();
		assertThat(Patience.ENDLESS.sendsAgainAfter(422)).isFalse();
	}

	private void post() {
		new Posting(this.client, URI.create("http://127.0.0.1:" + this.server.port() + "/messages"), Series.random(),
				SHORT, this.tally, new Recovery())
			.post(this.tally.next(), System.nanoTime())
			.block(LIMIT);
	}

}
