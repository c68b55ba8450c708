package dev.akshay.portfolio.insights.lab;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.akshay.portfolio.insights.lab.PatienceLab.Report;
import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.web.PublicId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@LabTest
class LabRunsIntegrationTests {

	private static final String LAB = "patience";

	private static final String CHOICE = """
			{"steps": 3}""";

	@Autowired
	private LabVisitor visitor;

	@Autowired
	private PatienceLab lab;

	@Autowired
	private Runs runs;

	@Autowired
	private RunQueue queue;

	@Autowired
	private RunStreams streams;

	@Autowired
	private Notifications notifications;

	@Autowired
	private LabSettings settings;

	@Autowired
	private DatabaseClient database;

	@AfterEach
	void nothingGoesOn() {
		this.database.sql("update lab_run set state = 'failed' where state in ('queued', 'running')")
			.then()
			.block(LabVisitor.PATIENCE);
		this.database.sql("select id from lab_run")
			.map((row) -> row.get("id", String.class))
			.all()
			.collectList()
			.block(LabVisitor.PATIENCE)
			.forEach((id) -> this.lab.going(id).tryEmitComplete());
	}

	@Test
	void tellsWhatComesOfARunAndKeepsIt() {
		var location = this.visitor.start(LAB, CHOICE);
		var begun = this.visitor.await(location, "running");
		assertThat(begun.has("ahead")).isFalse();
		assertThat(begun.has("report")).isFalse();
		going(location).tryEmitNext(new Report(1));
		await().atMost(LabVisitor.PATIENCE).until(() -> step(this.visitor.look(location)) == 1);
		going(location).tryEmitNext(new Report(2));
		going(location).tryEmitNext(new Report(3));
		going(location).tryEmitComplete();
		var done = this.visitor.await(location, "done");
		assertThat(step(done)).isEqualTo(3);
		assertThat(done.path("lab").asString()).isEqualTo(LAB);
		assertThat(done.propertyNames()).contains("queuedAt", "startedAt", "endedAt").doesNotContain("failure");
	}

	@Test
	void runsOneAtATimeInOrderAndRefusesMoreThanMayWait() {
		var first = this.visitor.start(LAB, CHOICE);
		this.visitor.await(first, "running");
		var second = this.visitor.start(LAB, CHOICE);
		var third = this.visitor.start(LAB, CHOICE);
		assertThat(this.visitor.look(second).path("ahead").asInt()).isEqualTo(1);
		assertThat(this.visitor.look(third).path("ahead").asInt()).isEqualTo(2);
		var refused = this.visitor.post(LAB, CHOICE);
		assertThat(refused.getStatus().value()).isEqualTo(503);
		assertThat(refused.getResponseHeaders().getFirst("Retry-After")).isEqualTo("10");
		assertThat(LabVisitor.body(refused).path("type").asString()).endsWith("/too-many-runs");
		going(first).tryEmitComplete();
		this.visitor.await(second, "running");
		assertThat(this.visitor.look(third).path("ahead").asInt()).isEqualTo(1);
		assertThat(this.visitor.post(LAB, CHOICE).getStatus().value()).isEqualTo(202);
	}

	@Test
	void replicasShareOneQueue() {
		var replica = new RunQueue(List.of(this.lab), this.runs, this.notifications, this.settings,
				JsonMapper.shared());
		replica.start();
		try {
			var first = this.visitor.start(LAB, CHOICE);
			var second = this.visitor.start(LAB, CHOICE);
			this.visitor.await(first, "running");
			going(first).tryEmitComplete();
			this.visitor.await(first, "done");
			this.visitor.await(second, "running");
			going(second).tryEmitNext(new Report(2));
			going(second).tryEmitComplete();
			assertThat(step(this.visitor.await(second, "done"))).isEqualTo(2);
		}
		finally {
			replica.stop();
		}
	}

	@Test
	void whatAStoppedProcessRanHasAnEnd() {
		var location = this.visitor.start(LAB, CHOICE);
		this.visitor.await(location, "running");
		this.queue.stop();
		try {
			assertThat(this.visitor.await(location, "failed").path("failure").asString()).contains("stopped");
		}
		finally {
			this.queue.start();
		}
	}

	@Test
	void followsARunToItsEnd() {
		var location = this.visitor.start(LAB, CHOICE);
		var events = this.visitor.follow(location, null).getResponseBody();
		going(location).tryEmitNext(new Report(3));
		going(location).tryEmitComplete();
		var seen = Objects
			.requireNonNull(events.filter((event) -> event.data() != null).collectList().block(LabVisitor.PATIENCE));
		assertThat(seen.stream().map(LabRunsIntegrationTests::told).map((run) -> run.path("state").asString()))
			.endsWith("done");
		assertThat(step(told(seen.getLast()))).isEqualTo(3);
		var again = this.visitor.follow(location, seen.getLast().id());
		assertThat(again.getStatus().value()).isEqualTo(204);
		var late = this.visitor.follow(location, null).getResponseBody().collectList().block(LabVisitor.PATIENCE);
		assertThat(late).hasSize(1);
	}

	@Test
	void refusesMoreStreamsThanItCanBear() {
		var run = idIn(this.visitor.start(LAB, CHOICE));
		var stream = this.streams.of(LAB, run, Run::id);
		var open = Stream.generate(stream::subscribe).limit(this.settings.streams()).toList();
		try {
			StepVerifier.create(stream).expectError(TooManyStreams.class).verify(LabVisitor.PATIENCE);
		}
		finally {
			open.forEach(Disposable::dispose);
		}
		StepVerifier.create(stream.filter((event) -> "alive".equals(event.comment())).take(2))
			.expectNextCount(2)
			.expectComplete()
			.verify(LabVisitor.PATIENCE);
	}

	@Test
	void saysThatTheExperimentItselfBrokeAndGoesOn() {
		var broken = this.visitor.start(LAB, CHOICE);
		this.visitor.await(broken, "running");
		going(broken).tryEmitError(new IllegalStateException("a secret of ours"));
		var failed = this.visitor.await(broken, "failed");
		assertThat(failed.path("failure").asString()).contains("broke", "Start it again").doesNotContain("secret");
		var next = this.visitor.start(LAB, CHOICE);
		going(next).tryEmitComplete();
		this.visitor.await(next, "done");
	}

	@Test
	void givesUpWhatADeadProcessLeft() {
		var left = PublicId.next();
		this.database.sql("""
				insert into lab_run (id, lab, choice, state, started_at)
				values (:id, 'patience', '{"steps": 1}', 'running', clock_timestamp() - interval '1 hour')
				""").bind("id", left).then().block(LabVisitor.PATIENCE);
		var next = this.visitor.start(LAB, CHOICE);
		this.visitor.await(next, "running");
		assertThat(this.visitor.look("/api/labs/patience/runs/" + left).path("failure").asString()).contains("gone");
	}

	@Test
	void forgetsWhatIsOld() {
		var location = this.visitor.start(LAB, CHOICE);
		going(location).tryEmitComplete();
		this.visitor.await(location, "done");
		assertThat(this.runs.forget(Duration.ofHours(1), 10).block(LabVisitor.PATIENCE)).isZero();
		assertThat(this.runs.forget(Duration.ZERO, 1000).block(LabVisitor.PATIENCE)).isPositive();
		assertThat(this.visitor.get(location).getStatus().value()).isEqualTo(404);
	}

	@Test
	void knowsNoRunOfAnotherLab() {
		var location = this.visitor.start(LAB, CHOICE);
		var elsewhere = this.visitor.get(location.replace(LAB, "tail"));
		assertThat(elsewhere.getStatus().value()).isEqualTo(404);
		assertThat(LabVisitor.body(elsewhere).path("type").asString()).endsWith("/unknown-run");
		assertThat(this.visitor.get("/api/labs/patience/runs/nobody").getStatus().value()).isEqualTo(404);
		assertThat(this.visitor.follow("/api/labs/patience/runs/nobody", null).getStatus().value()).isEqualTo(404);
		assertThat(this.visitor.post("nothing", CHOICE).getStatus().value()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			{}                       | 422 | steps
			{"steps": null}          | 422 | steps
			{"steps": 10}            | 422 | steps
			{"steps": "three"}       | 400 | steps
			{"steps": 1.5}           | 400 | steps
			{"steps": 1, "other": 1} | 400 | other
			[]                       | 400 | body
			""")
	void namesTheChoiceThatIsWrong(String choice, int status, String field) {
		var refused = this.visitor.post(LAB, choice);
		assertThat(refused.getStatus().value()).isEqualTo(status);
		assertThat(LabVisitor.body(refused).path("errors").path(0).path("field").asString()).isEqualTo(field);
	}

	private Sinks.Many<Report> going(String location) {
		return this.lab.going(idIn(location));
	}

	private static String idIn(String location) {
		return location.substring(location.lastIndexOf('/') + 1);
	}

	private static int step(JsonNode run) {
		return run.path("report").path("step").asInt(0);
	}

	private static JsonNode told(ServerSentEvent<String> event) {
		return JsonMapper.shared().readTree(Objects.requireNonNull(event.data()));
	}

}
