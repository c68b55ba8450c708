package dev.akshay.portfolio.bench.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.load.Client.Request;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.peer.Peers.Answer;
import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.process.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One small measurement from end to end, with nothing but the JDK. */
class PeersTests {

	@TempDir
	private Path folder;

	@Test
	void rawServerReturnsWhatItWasGivenAndItsCpuTimeIsSeen() {
		Answer answer = new Answer("/page", List.of("content-type: text/plain", "content-length: 5", "etag: \"a\""),
				"bytes".getBytes());
		try (Server raw = new Peers(this.folder).raw(List.of(answer)); Client client = new Client()) {
			var response = new Http().get(raw.at("/page"));
			assertThat(response.body()).asString().isEqualTo("bytes");
			assertThat(response.headers().firstValue("etag")).contains("\"a\"");
			Outcome outcome = client.closed(Duration.ofMillis(300), 4, (_) -> Request.get(raw.at("/page"), Map.of()));
			assertThat(outcome.answers()).containsOnlyKeys("200");
			assertThat(CpuTime.of(List.of(raw.process()))).isPositive();
		}
	}

}
