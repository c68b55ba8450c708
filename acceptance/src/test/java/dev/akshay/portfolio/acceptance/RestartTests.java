package dev.akshay.portfolio.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.akshay.portfolio.acceptance.Senders.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A suite beside the other one: a new version is rolled out, and all of it restarted,
 * while people read and write. That no request fails holds with the limits given here:
 * the gateway waits 60 s for an answer instead of 3 s, a page 30 s for a service instead
 * of 2 s, and a service 30 s for a connection to its database instead of 2 s; rate limits
 * are off. With the usual ones a request may fail on a machine that is too busy to start
 * a process beside its work.
 */
@WithSuite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RestartTests {

	/**
	 * Settings of the environment reach every process: here a route loses one of its
	 * paths.
	 */
	private static final Map<String, String> WITHOUT_A_PATH = Map.of("SPRING_APPLICATION_JSON",
			Suite.PATIENT.get("SPRING_APPLICATION_JSON")
				.replace("\"profile-service\": {",
						"\"profile-service\": {\"uri\": \"http://profile-service\", \"paths\": [\"/api/profile\"], "));

	/**
	 * What there may be several of, but for the observatory, which nobody waits for.
	 * Profile-service stands for all three that give out content: they start, stop and
	 * are asked by the same code. One replica of two is restarted at the same time, so
	 * that it takes less.
	 */
	private static final List<List<String>> DOUBLED = List.of(List.of("website", "notifier"),
			List.of("contact-service", "profile-service"));

	/** Pages that need one service or all of them, and what services say themselves. */
	private static final List<String> READ = List.of("/", "/projects/kodai", "/insights/the-tail-at-scale", "/contact",
			"/api/profile", "/api/projects", "/api/projects/kodai", "/api/insights", "/api/insights/the-tail-at-scale");

	private static final int SENDERS = 5;

	/** Enough to meet every moment of a restart. */
	private static final int MESSAGES = 20;

	private final ExecutorService restarting = Executors.newVirtualThreadPerTaskExecutor();

	private final Suite other;

	private Suite suite;

	private String receipt;

	RestartTests(Suite other) {
		this.other = other;
	}

	@BeforeAll
	void start(@TempDir Path home) {
		this.suite = new Suite(home, WITHOUT_A_PATH);
		this.suite.up(Stream
			.concat(Stream.of("--limits", "off"),
					DOUBLED.stream().flatMap(List::stream).flatMap((name) -> Stream.of("--replicas", name + "=2")))
			.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.restarting.close();
		this.suite.close();
	}

	@Test
	@Order(1)
	void runsBesideAnotherSuiteWithSettingsOfItsOwn() {
		assertThat(this.suite.url()).isNotEqualTo(this.other.url());
		assertThat(this.suite.get("/").statusCode()).isEqualTo(200);
		assertThat(this.other.get("/").statusCode()).isEqualTo(200);
		assertThat(this.suite.status().get("processes").valueStream())
			.filteredOn((process) -> process.get("name").stringValue().equals("website"))
			.hasSize(2);
		assertThat(this.suite.get("/api/profile/resume.json").statusCode()).isEqualTo(404);
		assertThat(this.other.get("/api/profile/resume.json").statusCode()).isEqualTo(200);
		var sent = this.suite.sendMessage("Only here", "Text.");
		assertThat(sent.statusCode()).isEqualTo(202);
		this.receipt = sent.headers().firstValue("Location").orElseThrow();
		assertThat(this.suite.get(this.receipt).statusCode()).isEqualTo(200);
		assertThat(this.other.get(this.receipt).statusCode()).isEqualTo(404);
	}

	@Test
	@Order(2)
	void nobodyNoticesThatReplicasAreRestartedOneByOne() {
		var topic = "Rolling " + UUID.randomUUID();
		// longer than the gateway waits
		var senders = new Senders(this.suite, SENDERS, topic, Suite.LIMIT);
		try (senders;
				// nobody keeps this one, and what makes it has just started
				var readers = new Readers(this.suite, READ,
						(path) -> path.equals("/contact") ? Suite.LIMIT : Readers.ROUTE);
				var uncached = Readers.pastTheEdge(this.suite, READ, Suite.LIMIT)) {
			sendOn(senders);
			for (var names : DOUBLED) {
				for (var replica : List.of("1", "2")) {
					restart(names, replica);
				}
			}
			sendOn(senders);
			await().atMost(Suite.LIMIT).until(() -> uncached.read() >= READ.size());
			assertThat(readers.failures()).isEmpty();
			assertThat(uncached.failures()).isEmpty();
			System.out.printf("%d pages read while all was restarted, %d of them past the edge, none missed%n",
					readers.read() + uncached.read(), uncached.read());
		}
		assertThat(senders.sent()).allSatisfy((sent) -> assertThat(sent.answers()).as("%s", sent.answers())
			.extracting(Answer::status)
			.containsExactly(202));
		// two replicas of the notifier
		new MessageAudit(this.suite).check(topic, senders.sent(), 2);
	}

	@Test
	@Order(3)
	void stoppingEverythingInTheMiddleLosesNothing() {
		var topic = "Down " + UUID.randomUUID();
		var senders = new Senders(this.suite, SENDERS, topic, Senders.PATIENCE);
		try (senders) {
			sendOn(senders);
			assertThat(this.suite.launcher("down").exitCode()).isZero();
			assertThat(this.suite.launcher("status").exitCode()).isNotZero();
			// without the settings of before
			this.suite.up(Suite.PATIENT, "--limits", "off");
			sendOn(senders);
		}
		assertThat(this.suite.get("/api/profile/resume.json").statusCode()).isEqualTo(200);
		assertThat(this.suite.get(this.receipt).statusCode()).isEqualTo(200);
		// both of them, and the mail server
		new MessageAudit(this.suite).check(topic, senders.sent(), 3);
	}

	private void restart(List<String> names, String replica) {
		var restarts = names.stream().map((name) -> CompletableFuture.runAsync(() -> {
			assertThat(this.suite.launcher("stop", name, "--replica", replica).exitCode()).as(name).isZero();
			assertThat(this.suite.launcher("start", name, "--replica", replica).exitCode()).as(name).isZero();
		}, this.restarting)).toList();
		assertThat(restarts).allSatisfy((restart) -> assertThat(restart).succeedsWithin(Suite.LIMIT.multipliedBy(3)));
	}

	private static void sendOn(Senders senders) {
		int begin = senders.sent().size();
		await().atMost(Suite.LIMIT).until(() -> senders.sent().size() >= begin + MESSAGES);
	}

}
