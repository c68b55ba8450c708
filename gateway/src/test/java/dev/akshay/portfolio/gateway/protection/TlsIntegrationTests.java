package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.net.ssl.SSLSocket;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** TLS and HTTP/2 by configuration alone. */
@TestPropertySource(properties = { "server.ssl.bundle=gateway", "server.http2.enabled=true",
		"portfolio.gateway.connections.head-timeout=300ms", "portfolio.gateway.connections.body-timeout=300ms",
		"portfolio.gateway.connections.stall-timeout=300ms" })
class TlsIntegrationTests extends BehindTheGateway {

	private static final SelfSigned selfSigned = selfSigned();

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private WebClient.Builder http;

	/** By which services are asked. */
	@Autowired
	private reactor.netty.http.client.HttpClient proxying;

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry properties) {
		properties.add("spring.ssl.bundle.pem.gateway.keystore.certificate", selfSigned::certificate);
		properties.add("spring.ssl.bundle.pem.gateway.keystore.private-key", selfSigned::privateKey);
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void speaksWhatTheClientSpeaks(Version version) throws Exception {
		var response = get("/x?y", version);
		assertThat(response.version()).isEqualTo(version);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("GET /x?y\n").contains("X-Forwarded-Proto: https\n");
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void tellsBrowsersToInsistOnTls(Version version) throws Exception {
		assertThat(get("/", version).headers().allValues("Strict-Transport-Security"))
			.containsExactly("max-age=31536000");
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void refusesTargetsThatCouldBeReadInTwoWays(Version version) throws Exception {
		var response = get("/x;y=z", version);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"type\":\"https://akshay.dev/problems/malformed-request\"");
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void waitsForASlowAnswerAndTheNextRequest(Version version) throws Exception {
		try (var http = HttpClient.newBuilder().sslContext(selfSigned.trust()).build()) {
			for (var path : List.of("/slow", "/next")) {
				var response = http.send(request(path, version), HttpResponse.BodyHandlers.ofString());
				assertThat(response.version()).isEqualTo(version);
				assertThat(response.body()).containsAnyOf("slow", "GET /next\n");
				Mono.delay(Duration.ofSeconds(1)).block();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Version.class)
	void answersAtOneTimeShareBytesAndNothingElse(Version version) throws Exception {
		try (var http = HttpClient.newBuilder().sslContext(selfSigned.trust()).build()) {
			for (int round = 0; round < 10; round++) {
				var answers = IntStream.range(0, 20)
					.mapToObj((_) -> http.sendAsync(request("/kept", version), HttpResponse.BodyHandlers.ofByteArray()))
					.toList();
				assertThat(answers).allSatisfy(
						(answer) -> assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo(EchoOrigin.KEPT));
			}
		}
	}

	@Test
	void believesNoProviderThatNobodyVouchesFor() {
		var request = this.http.build().get().uri("https://localhost:%d/".formatted(this.port));
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> request.retrieve().toBodilessEntity().block(Duration.ofSeconds(30)))
			.satisfies((error) -> assertThat(error).hasStackTraceContaining("PKIX path building failed"));
	}

	@Test
	void believesNoServiceThatNobodyVouchesFor() {
		var request = this.proxying.get().uri("https://localhost:%d/".formatted(this.port));
		assertThatException().isThrownBy(() -> request.response().block(Duration.ofSeconds(30)))
			.satisfies((error) -> assertThat(error).hasStackTraceContaining("PKIX path building failed"));
	}

	/** An alert asks for it. */
	@Test
	void tellsWhenTheCertificateEnds() {
		assertThat(this.meters.find("ssl.chain.expiry").meters()).isNotEmpty();
	}

	@Test
	void waitsForTheFirstRequest() throws Exception {
		var socket = (SSLSocket) selfSigned.trust().getSocketFactory().createSocket();
		try (var client = new RawClient(this.port, socket)) {
			socket.startHandshake();
			Mono.delay(Duration.ofSeconds(1)).block();
			client.send("GET /first HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
			assertThat(client.receiveAll()).contains("GET /first\n");
		}
	}

	@Test
	void endsABodyOfAStreamThatDoesNotEnd() throws Exception {
		try (var http = HttpClient.newBuilder().sslContext(selfSigned.trust()).build()) {
			var request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(this.port)))
				.POST(HttpRequest.BodyPublishers.fromPublisher(JdkFlowAdapter.publisherToFlowPublisher(Flux.never())))
				.build();
			assertThatIOException().isThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()));
		}
	}

	@Test
	void endsAHeadThatComesInDrops() throws Exception {
		try (var client = new RawClient(this.port, selfSigned.trust().getSocketFactory().createSocket())) {
			client.send("GET / HTTP/1.1\r\n");
			assertThat(client.dropUntilClosed("X: y\r\n")).isTrue();
		}
	}

	@Test
	void endsABodyThatDoesNotEnd() throws Exception {
		try (var client = new RawClient(this.port, selfSigned.trust().getSocketFactory().createSocket())) {
			client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nbo");
			assertThat(client.receiveAll()).doesNotContain("200 OK");
		}
	}

	@Test
	void endsAnAnswerThatNobodyReadsAndLetsTheOriginGo() throws Exception {
		try (var http = HttpClient.newBuilder().sslContext(selfSigned.trust()).build()) {
			// the stream of bytes is there, and nobody asks for the first of them
			var response = http.sendAsync(request("/endless", Version.HTTP_2), HttpResponse.BodyHandlers.ofPublisher())
				.join();
			assertThat(response.version()).isEqualTo(Version.HTTP_2);
			origin.awaitEndlessAnswers(1);
			origin.awaitEndlessAnswers(0);
			http.shutdownNow();
		}
	}

	private HttpResponse<String> get(String target, Version version) throws Exception {
		try (var http = HttpClient.newBuilder().sslContext(selfSigned.trust()).build()) {
			return http.send(request(target, version), HttpResponse.BodyHandlers.ofString());
		}
	}

	private HttpRequest request(String target, Version version) {
		return HttpRequest.newBuilder(URI.create("https://localhost:%d%s".formatted(this.port, target)))
			.version(version)
			.timeout(Duration.ofSeconds(30))
			.build();
	}

	private static SelfSigned selfSigned() {
		try {
			return new SelfSigned();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
