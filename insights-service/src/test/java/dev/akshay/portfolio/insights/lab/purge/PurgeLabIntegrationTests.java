package dev.akshay.portfolio.insights.lab.purge;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.insights.lab.LabTest;
import dev.akshay.portfolio.insights.lab.LabVisitor;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** With an edge that forgets what it keeps with every tenth read. */
@LabTest
class PurgeLabIntegrationTests {

	private static final Map<String, String> kept = new ConcurrentHashMap<>();

	private static final AtomicInteger reads = new AtomicInteger();

	private static final AtomicInteger port = new AtomicInteger();

	private static final AtomicBoolean forgets = new AtomicBoolean();

	private static final DisposableServer edge = HttpServer.create()
		.host("127.0.0.1")
		.handle(PurgeLabIntegrationTests::answer)
		.bindNow();

	@Autowired
	private LabVisitor visitor;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private WebTestClient http;

	@DynamicPropertySource
	static void suite(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.gateway", () -> "http://127.0.0.1:" + edge.port());
	}

	@AfterAll
	static void close() {
		edge.disposeNow();
	}

	@BeforeEach
	void anEdgeThatForgets(@LocalServerPort int service) {
		port.set(service);
		kept.clear();
		forgets.set(true);
	}

	@Test
	void measuresHowLongEachChangeTakes() {
		var mark = new StoredEvents(this.database).mark();
		var report = report();
		assertThat(report.path("seen")).hasSize(3);
		assertThat(report.path("seen").valueStream()).allSatisfy((seen) -> {
			assertThat(seen.path("commit").asLong()).isPositive();
			assertThat(seen.path("fresh").asLong()).isPositive();
			assertThat(seen.path("stale").asInt()).isNotNegative();
		});
		assertThat(report.path("older").asInt()).isZero();
		assertThat(report.path("claims").valueStream().limit(2)).allMatch((claim) -> claim.path("holds").asBoolean());
		// which is how content is published
		assertThat(new StoredEvents(this.database).since(mark)).extracting(SampleEvent::topic, SampleEvent::key)
			.hasSize(3)
			.containsOnly(tuple("portfolio.content.changes", "labs/" + note()));
	}

	@Test
	void isRefutedByAnEdgeThatForgetsNothing() {
		forgets.set(false);
		var report = report();
		assertThat(report.path("verdict").asString()).isEqualTo("refuted");
		assertThat(report.path("seen")).isEmpty();
	}

	@Test
	void notesAreContentThatTheEdgeMayKeep() {
		report();
		var note = note();
		var headers = this.http.get()
			.uri("/api/labs/purge/notes/" + note)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(byte[].class)
			.getResponseHeaders();
		assertThat(headers.getFirst("Cache-Tag")).isEqualTo("labs/" + note);
		assertThat(headers.getFirst("CDN-Cache-Control")).contains("max-age=");
		this.http.get()
			.uri("/api/labs/purge/notes/00000000-0000-0000-0000-000000000000")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectHeader()
			.doesNotExist("CDN-Cache-Control");
	}

	private JsonNode report() {
		var location = this.visitor.start("purge", """
				{"changes": 3}""");
		return this.visitor.await(location, "done").path("report");
	}

	/** The one of the last run. */
	private String note() {
		return Objects.requireNonNull(this.database.sql(
				"select note.id::text from lab_note note join lab_run run on run.id = note.run order by number desc limit 1")
			.mapValue(String.class)
			.one()
			.block(LabVisitor.PATIENCE));
	}

	private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		var known = kept.get(request.uri());
		if (known != null && (!forgets.get() || reads.incrementAndGet() % 10 != 0)) {
			return response.header("Content-Type", "application/json")
				.header("Cache-Status", "gateway; hit; ttl=12")
				.sendString(Mono.just(known));
		}
		return HttpClient.create()
			.get()
			.uri("http://127.0.0.1:" + port.get() + request.uri())
			.responseContent()
			.aggregate()
			.asString()
			.flatMap((body) -> {
				kept.put(request.uri(), body);
				return response.header("Content-Type", "application/json")
					.header("Cache-Status", "gateway; fwd=stale; stored")
					.sendString(Mono.just(body))
					.then();
			});
	}

}
