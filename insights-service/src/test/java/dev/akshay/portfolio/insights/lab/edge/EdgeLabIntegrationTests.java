package dev.akshay.portfolio.insights.lab.edge;

import java.util.concurrent.atomic.AtomicReference;

import dev.akshay.portfolio.insights.lab.LabTest;
import dev.akshay.portfolio.insights.lab.LabVisitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@LabTest
class EdgeLabIntegrationTests {

	private static final AtomicReference<String> cacheStatus = new AtomicReference<>();

	private static final AtomicReference<String> kept = new AtomicReference<>();

	private static final DisposableServer edge = HttpServer.create()
		.host("127.0.0.1")
		.handle((_, response) -> response.header("Cache-Status", cacheStatus.get()).sendString(Mono.just(kept.get())))
		.bindNow();

	private static final DisposableServer origin = HttpServer.create()
		.host("127.0.0.1")
		.handle((_, response) -> response.sendString(Mono.just("<p>page")))
		.bindNow();

	@Autowired
	private LabVisitor visitor;

	@DynamicPropertySource
	static void suite(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.gateway", () -> "http://127.0.0.1:" + edge.port());
		properties.add("portfolio.services.website", () -> "http://127.0.0.1:" + origin.port());
	}

	@AfterAll
	static void close() {
		edge.disposeNow();
		origin.disposeNow();
	}

	@Test
	void countsWhatTheEdgeHadAndComparesBytes() {
		var report = report("gateway; hit; ttl=12", "<p>page");
		assertThat(report.path("edge").path("micros")).hasSize(20);
		assertThat(report.path("origin").path("micros")).hasSize(20);
		assertThat(report.path("edge").path("hits").asInt()).isEqualTo(20);
		assertThat(report.path("edge").path("same").asInt()).isEqualTo(20);
		assertThat(report.path("edge").path("cacheStatus").asString()).isEqualTo("gateway; hit; ttl=12");
		assertThat(report.path("origin").path("hits").asInt()).isZero();
		// which of two stubs is faster says nothing
		assertThat(report.path("verdict").asString()).isIn("confirmed", "refuted");
	}

	@Test
	void isRefutedByAnEdgeThatKeepsNothingOrSomethingElse() {
		var missed = report("gateway; fwd=uri-miss; stored", "<p>page");
		assertThat(missed.path("edge").path("hits").asInt()).isZero();
		assertThat(missed.path("verdict").asString()).isEqualTo("refuted");
		var other = report("gateway; hit; ttl=12", "<p>another page");
		assertThat(other.path("edge").path("same").asInt()).isZero();
		assertThat(other.path("verdict").asString()).isEqualTo("refuted");
	}

	private JsonNode report(String status, String page) {
		cacheStatus.set(status);
		kept.set(page);
		var location = this.visitor.start("edge", """
				{"reads": 20}""");
		return this.visitor.await(location, "done").path("report");
	}

}
