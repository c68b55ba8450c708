package dev.akshay.portfolio.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The one command line. */
@WithSuite
class LauncherTests {

	private final Suite suite;

	@TempDir
	private Path home;

	LauncherTests(Suite suite) {
		this.suite = suite;
	}

	@Test
	void statusListsEveryProcess() {
		var said = this.suite.launcher("status", "--json");
		assertThat(said.exitCode()).as(said.output()).isZero();
		var status = Suite.JSON.readTree(said.output());
		assertThat(status.get("processes").valueStream().map((process) -> process.get("name").stringValue())).contains(
				"gateway", "website", "profile-service", "projects-service", "insights-service", "contact-service",
				"notifier", "observatory", "postgres", "kafka", "mail", "launcher");
		assertThat(status.get("processes").valueStream()).allSatisfy((process) -> {
			assertThat(process.propertyNames()).contains("name", "replica", "state", "pid", "url", "residentMiB",
					"uptimeSeconds", "restarts");
			assertThat(process.get("state").stringValue()).isEqualTo("ready");
			assertThat(process.get("residentMiB").intValue()).isPositive();
			assertThat(ProcessHandle.of(process.get("pid").longValue())).isPresent();
		});
		// figures for people, not for judgement: the machine may be shared
		System.out.printf("up took %s s, all processes together take %s MiB%n", status.get("upSeconds"),
				status.get("residentMiB"));
	}

	@Test
	void everyServiceTellsItsMetrics() {
		var services = this.suite.status()
			.get("processes")
			.valueStream()
			.filter((process) -> process.get("name").stringValue().matches(".*-service|website|notifier|observatory"))
			.collect(Collectors.toMap((process) -> process.get("name").stringValue(),
					(process) -> process.get("url").stringValue()));
		assertThat(services).hasSize(7).allSatisfy((name, url) -> {
			var metrics = this.suite.send(HttpRequest.newBuilder(URI.create(url).resolve("/actuator/prometheus")));
			assertThat(metrics.statusCode()).as(name).isEqualTo(200);
			assertThat(metrics.body()).contains("jvm_memory_used_bytes");
		});
	}

	@Test
	void whoGivesEventsUpTellsWhich() {
		var consumers = List.of("contact-service", "notifier", "projects-service", "insights-service");
		assertThat(consumers).allSatisfy((name) -> {
			var url = URI.create(this.suite.process(name).get("url").stringValue());
			var letters = this.suite.send(HttpRequest.newBuilder(url.resolve("/actuator/deadletters")));
			assertThat(letters.statusCode()).isEqualTo(200);
			assertThat(Suite.JSON.readTree(letters.body()).path("letters").isArray()).isTrue();
		});
	}

	@Test
	void logsTellTraceIds() {
		var traceId = this.suite.get("/api/projects").headers().firstValue("traceresponse").orElseThrow().split("-")[1];
		assertThat(traceId).hasSize(32);
		var logs = this.suite.launcher("logs", "contact-service");
		assertThat(logs.exitCode()).isZero();
		assertThat(logs.output()).contains("contact-service");
	}

	@Test
	void unknownNameIsToldInOneLine() {
		var ended = this.suite.launcher("kill", "nobody");
		assertThat(ended.exitCode()).isNotZero();
		assertThat(ended.lines()).singleElement().asString().contains("nobody", "gateway");
	}

	@Test
	void secondStartInTheSameHomeIsRefused() {
		var ended = this.suite.launcher("up", "--detach", "--port", "0");
		assertThat(ended.exitCode()).isNotZero();
		assertThat(ended.lines()).singleElement().asString().contains("already", this.suite.url().toString());
	}

	@Test
	void portInUseIsToldInOneLineAndNothingIsStarted() throws IOException {
		try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			var other = new Suite(this.home, Map.of());
			var ended = other.launcher("up", "--detach", "--port", String.valueOf(taken.getLocalPort()));
			assertThat(ended.exitCode()).isNotZero();
			assertThat(ended.lines()).singleElement()
				.asString()
				.contains(String.valueOf(taken.getLocalPort()), "--port");
			assertThat(other.launcher("status").exitCode()).isNotZero();
		}
	}

	@Test
	void dataOfANewerVersionIsLeftAlone() throws IOException {
		Files.writeString(this.home.resolve("version"), "999\n");
		var ended = new Suite(this.home, Map.of()).launcher("up", "--detach", "--port", "0");
		assertThat(ended.exitCode()).isNotZero();
		assertThat(ended.lines()).singleElement().asString().contains("newer");
		assertThat(Files.readString(this.home.resolve("version"))).isEqualTo("999\n");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "--port=notanumber", "--port=70000", "--replicas=gateway", "--replicas=nobody=2", "--what" })
	void badOptionIsToldWithoutAStackTrace(String option) {
		var ended = new Suite(this.home, Map.of()).launcher("up", "--detach", option);
		assertThat(ended.exitCode()).isNotZero();
		assertThat(ended.output()).doesNotContain("\tat ").contains(option.replaceFirst("^--", "").split("=")[0]);
	}

}
