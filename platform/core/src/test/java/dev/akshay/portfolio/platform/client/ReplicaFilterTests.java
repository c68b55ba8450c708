package dev.akshay.portfolio.platform.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaFilterTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final AtomicInteger cutOff = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final DisposableServer here = server();

	@AfterEach
	void stop() {
		this.here.disposeNow();
	}

	@Test
	void asksTheNextReplicaIfOneCannotBeReached() throws IOException {
		var client = client(List.of(nobody(), nobody(), address(this.here)));
		for (var method : List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.POST, HttpMethod.GET)) {
			assertThat(ask(client, method, "/")).as(method.name()).isEqualTo("here");
		}
	}

	@Test
	void asksTheNextReplicaIfNobodyKnowsWhereOneIs() {
		var client = client(List.of(URI.create("http://gone.invalid"), address(this.here)));
		for (var method : List.of(HttpMethod.POST, HttpMethod.GET)) {
			assertThat(ask(client, method, "/")).as(method.name()).isEqualTo("here");
		}
	}

	@Test
	void failsIfNoneCanBeReached() throws IOException {
		var client = client(List.of(nobody(), nobody()));
		assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> ask(client, HttpMethod.GET, "/"));
	}

	@Test
	void readsOnceMoreFromAnotherReplicaWhatOneHasCutOff() {
		var client = client(List.of(address(this.here), address(this.here)));
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> ask(client, HttpMethod.GET, "/cut-off"));
		assertThat(this.cutOff).as("each of them").hasValue(2);
	}

	@Test
	void sendsNothingTwiceThatMayHaveArrived() {
		var client = client(List.of(address(this.here), address(this.here)));
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> ask(client, HttpMethod.POST, "/cut-off"));
		assertThat(this.cutOff).hasValue(1);
	}

	@Test
	void asksNobodyElseWhileOneIsSlow() {
		var client = client(List.of(address(this.here), address(this.here)), Duration.ofMillis(200));
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> ask(client, HttpMethod.GET, "/never"))
			.withCauseInstanceOf(ReadTimeoutException.class);
		assertThat(this.waiting).hasValue(1);
	}

	private DisposableServer server() {
		return HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes
				.route((request) -> request.uri().equals("/"), (_, response) -> response.sendString(Mono.just("here")))
				.route((request) -> request.uri().equals("/cut-off"), (_, response) -> {
					response.withConnection((connection) -> {
						this.cutOff.incrementAndGet();
						connection.dispose();
					});
					return Mono.never();
				})
				.route((request) -> request.uri().equals("/never"), (_, _) -> {
					this.waiting.incrementAndGet();
					return Mono.never();
				}))
			.bindNow();
	}

	private static WebClient client(List<URI> replicas) {
		return client(replicas, PATIENCE);
	}

	private static WebClient client(List<URI> replicas, Duration patience) {
		// what is cut off is not sent again by the connector
		var http = HttpClient.newConnection().disableRetry(true).responseTimeout(patience);
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.filter(new ReplicaFilter(new ServiceReplicas(Map.of("some-service", replicas))))
			.baseUrl("http://some-service")
			.build();
	}

	private static String ask(WebClient client, HttpMethod method, String path) {
		return client.method(method).uri(path).retrieve().bodyToMono(String.class).block(PATIENCE);
	}

	private static URI address(DisposableServer server) {
		return URI.create("http://127.0.0.1:" + server.port());
	}

	/** Where nobody listens. */
	private static URI nobody() throws IOException {
		try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return URI.create("http://127.0.0.1:" + socket.getLocalPort());
		}
	}

}
