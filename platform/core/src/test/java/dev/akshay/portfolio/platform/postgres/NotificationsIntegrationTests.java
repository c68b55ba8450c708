package dev.akshay.portfolio.platform.postgres;

import java.time.Duration;

import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SpringBootTest(properties = { "spring.application.name=notifications-test", "spring.flyway.enabled=false" })
class NotificationsIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private Notifications notifications;

	@Autowired
	private DatabaseClient database;

	@Test
	void tellsWhatIsToldOnItsChannel() {
		StepVerifier.create(this.notifications.on("told"))
			// the sign that the channel is listened to
			.expectNext(Notifications.WAKE_UP)
			.then(() -> tell("other", "nothing").then(tell("told", "one")).then(tell("told", "two")).block(PATIENCE))
			.expectNext("one", "two")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void wakesEverybodyUpAfterItWasCutOff() {
		StepVerifier.create(this.notifications.on("cut"))
			.expectNext(Notifications.WAKE_UP)
			.then(this::cutOff)
			.expectNext(Notifications.WAKE_UP)
			.then(() -> tell("cut", "heard again").block(PATIENCE))
			.expectNext("heard again")
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void givesTheFirstSignToWhoeverComes() {
		for (var i = 0; i < 100; i++) {
			StepVerifier.create(this.notifications.on("channel" + i))
				.expectNext(Notifications.WAKE_UP)
				.thenCancel()
				.verify(PATIENCE);
		}
	}

	@Test
	void takesNoNameThatCouldBeSql() {
		StepVerifier.create(this.notifications.on("a; drop table b"))
			.verifyErrorSatisfies((ex) -> assertThatIllegalArgumentException().isThrownBy(() -> {
				throw ex;
			}));
	}

	private Mono<Void> tell(String channel, String payload) {
		return this.database.sql("select pg_notify(:channel, :payload)")
			.bind("channel", channel)
			.bind("payload", payload)
			.then();
	}

	private void cutOff() {
		this.database.sql("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and application_name = 'notifications'
				""").then().block(PATIENCE);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
