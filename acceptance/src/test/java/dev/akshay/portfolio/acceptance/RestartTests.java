package dev.akshay.portfolio.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.akshay.portfolio.acceptance.Senders.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A new version is rolled out, or the whole suite restarted, while people read and write.
 * That no request fails holds with the limits given here: the gateway waits 60 s for an
 * answer instead of 3 s, and a service 30 s for a connection to its database instead of 2
 * s; rate limits are off. With the usual ones a request may fail on a machine that is too
 * busy to start a process beside its work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTests {

	private static final List<String> DOUBLED = List.of("website", "projects-service", "contact-service", "notifier");

	private static final int SENDERS = 5;

	/** Enough to meet every moment of a restart. */
	private static final int MESSAGES = 20;

	private Suite suite;

	@BeforeAll
	void start(@TempDir Path home) {
		this.suite = new Suite(home, Suite.PATIENT);
		this.suite
			.up(Stream
				.concat(Stream.of("--limits", "off"),
						DOUBLED.stream().flatMap((name) -> Stream.of("--replicas", name + "=2")))
				.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.suite.close();
	}

	@Test
	void nobodyNoticesThatReplicasAreRestartedOneByOne() {
		var topic = "Rolling " + UUID.randomUUID();
		var senders = new Senders(this.suite, SENDERS, topic);
		try (senders; var readers = new Readers(this.suite, List.of("/", "/api/projects", "/contact"))) {
			sendOn(senders);
			for (var name : DOUBLED) {
				for (var replica : List.of("1", "2")) {
					assertThat(this.suite.launcher("stop", name, "--replica", replica).exitCode()).isZero();
					assertThat(this.suite.launcher("start", name, "--replica", replica).exitCode()).isZero();
				}
			}
			sendOn(senders);
			assertThat(readers.failures()).isEmpty();
		}
		assertThat(senders.sent()).allSatisfy((sent) -> assertThat(sent.answers()).as("%s", sent.answers())
			.extracting(Answer::status)
			.containsExactly(202));
		new MessageAudit(this.suite).check(topic, senders.sent());
	}

	@Test
	void stoppingEverythingInTheMiddleLosesNothing() {
		var topic = "Down " + UUID.randomUUID();
		var senders = new Senders(this.suite, SENDERS, topic);
		try (senders) {
			sendOn(senders);
			assertThat(this.suite.launcher("down").exitCode()).isZero();
			this.suite.up("--limits", "off");
			sendOn(senders);
		}
		new MessageAudit(this.suite).check(topic, senders.sent());
	}

	private static void sendOn(Senders senders) {
		int begin = senders.sent().size();
		await().atMost(Suite.LIMIT).until(() -> senders.sent().size() >= begin + MESSAGES);
	}

}
