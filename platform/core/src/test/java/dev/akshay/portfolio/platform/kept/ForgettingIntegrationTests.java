package dev.akshay.portfolio.platform.kept;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.postgres.Notifications;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.application.name=forgetting-test", "spring.flyway.enabled=false" })
class ForgettingIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final KeptAnswersSettings SETTINGS = new KeptAnswersSettings(10, DataSize.ofKilobytes(1),
			Duration.ofHours(1), Duration.ofSeconds(1), Duration.ZERO);

	@Autowired
	private Notifications notifications;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private ReactiveTransactionManager transactions;

	private Replica here;

	private Replica there;

	@BeforeEach
	void twoReplicasKeepAnAnswer() {
		this.here = new Replica();
		this.there = new Replica();
		await().atMost(PATIENCE).until(() -> this.here.isSure() && this.there.isSure());
	}

	@AfterEach
	void stop() {
		this.here.forgetting.stop();
		this.there.forgetting.stop();
	}

	@Test
	void everyReplicaForgetsWhatChanged() {
		this.here.forgetting.withCommit()
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.block(PATIENCE);
		assertThat(this.here.knows()).as("with the commit").isFalse();
		await().atMost(PATIENCE).until(() -> !this.there.knows());
	}

	@Test
	void forgetsBeforeTheRelayIsWoken() {
		this.database.sql("create table if not exists woken (name text)").then().block(PATIENCE);
		var known = new AtomicReference<Boolean>();
		var event = NewRow.in("woken", Column.of("name", "event")).telling(() -> known.set(this.here.knows()));
		// the other way round than content services do it: the order does not depend on
		// it
		NewRow.add(this.database, List.of(event))
			.then(this.here.forgetting.withCommit())
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.block(PATIENCE);
		assertThat(known).hasValue(false);
	}

	@Test
	void nobodyForgetsWhatDidNotCommit() {
		this.here.forgetting.withCommit()
			.then(Mono.error(new IllegalStateException("undone")))
			.as(TransactionalOperator.create(this.transactions)::transactional)
			.as(StepVerifier::create)
			.expectErrorMessage("undone")
			.verify(PATIENCE);
		// what is told later on the same connection arrives later
		StepVerifier.create(this.notifications.on("later"))
			.expectNext(Notifications.WAKE_UP)
			.then(() -> this.database.sql("select pg_notify('later', 'x')").then().block(PATIENCE))
			.expectNext("x")
			.thenCancel()
			.verify(PATIENCE);
		assertThat(this.here.knows()).isTrue();
		assertThat(this.there.knows()).isTrue();
	}

	@Test
	void doubtsWhatItKnewBeforeItWasCutOff() {
		var before = this.here.answer;
		this.database.sql("""
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and application_name = 'notifications'
				""").then().block(PATIENCE);
		await().atMost(PATIENCE).until(() -> !this.here.kept.isBeyondDoubt(before));
		await().atMost(PATIENCE).until(() -> this.here.isSure());
		assertThat(this.here.kept.isBeyondDoubt(before)).isFalse();
	}

	/** A replica that has read something. */
	private final class Replica {

		private final KeptAnswers kept = Forgetting.keptAnswers(SETTINGS,
				ForgettingIntegrationTests.this.notifications);

		private final Forgetting forgetting = new Forgetting(this.kept, ForgettingIntegrationTests.this.notifications,
				ForgettingIntegrationTests.this.database);

		private Answer answer;

		Replica() {
			this.forgetting.start();
		}

		boolean isSure() {
			this.answer = new Answer("/a", "\"a\"", new HttpHeaders(), new byte[1], this.kept.startReading());
			this.kept.keep("/a", this.answer);
			return this.kept.isBeyondDoubt(this.answer);
		}

		boolean knows() {
			return this.kept.find("/a", MockServerHttpRequest.get("/a").build()) != null;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(RealPostgreSql.class)
	static class Application {

	}

}
