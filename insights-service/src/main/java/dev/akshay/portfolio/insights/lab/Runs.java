package dev.akshay.portfolio.insights.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.akshay.portfolio.insights.lab.Run.Due;
import dev.akshay.portfolio.insights.lab.Run.Ending;
import dev.akshay.portfolio.platform.web.PublicId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * All runs of the last minutes, those that wait among them. Each change is told on all
 * replicas when it commits: by the run's id, or by nothing where the queue has moved.
 * Times are the database's, so that replicas need not agree on one.
 */
@Repository
class Runs {

	static final String CHANNEL = "lab_run";

	/** An answer that is lost on its way must not hold up the queue for ever. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final double MILLIS_PER_SECOND = 1000;

	private final DatabaseClient database;

	private final TransactionalOperator transaction;

	Runs(DatabaseClient database, TransactionalOperator transaction) {
		this.database = database;
		this.transaction = transaction;
	}

	/**
	 * Puts a run at the end of the queue.
	 * @param most how many may be unfinished, this one included
	 * @return completes when it waits; fails with {@link TooManyRuns} if as many are
	 * unfinished
	 */
	Mono<Void> add(String id, String lab, String choice, int most) {
		return alone(this.database.sql("""
				with added as (
					insert into lab_run (id, lab, choice)
					select :id, :lab, :choice
					where (select count(*) from lab_run where state in ('queued', 'running')) < :most
					returning id
				)
				select id, pg_notify('lab_run', '') from added
				""")
			.bind("id", id)
			.bind("lab", lab)
			.bind("choice", choice)
			.bind("most", most)
			.map((row) -> column(row, "id", String.class))
			.one()
			.switchIfEmpty(Mono.error(TooManyRuns::new))).then();
	}

	/**
	 * Takes the run whose turn it is out of the queue.
	 * @param parallel how many may go on at the same time, on all replicas together
	 * @return the run, which is going on from now; empty if none waits or enough go on
	 */
	Mono<Due> take(int parallel) {
		return alone(this.database.sql("""
				with taken as (
					update lab_run set state = 'running', started_at = clock_timestamp(), told = told + 1
					where id = (select id from lab_run where state = 'queued' order by number limit 1)
						and (select count(*) from lab_run where state = 'running') < :parallel
					returning id, lab, choice
				)
				select id, lab, choice, pg_notify('lab_run', '') from taken
				""")
			.bind("parallel", parallel)
			.map((row) -> new Due(column(row, "id", String.class), column(row, "lab", String.class),
					column(row, "choice", String.class)))
			.one());
	}

	/**
	 * Notes what is known of a run that is going on.
	 * @param report as JSON
	 */
	Mono<Void> tell(String id, String report) {
		return this.database
			.sql("""
					with told as (
						update lab_run set report = :report, told = told + 1 where id = :id and state = 'running' returning id
					)
					select pg_notify('lab_run', id) from told
					""")
			.bind("id", id)
			.bind("report", report)
			.then()
			.timeout(PATIENCE);
	}

	/** Notes that a run is over. One that was over before stays as it was. */
	Mono<Void> end(String id, Ending ending) {
		return this.database.sql("""
				with ended as (
					update lab_run
					set state = :state, failure = :failure, ended_at = clock_timestamp(), told = told + 1
					where id = :id and state = 'running'
					returning id
				)
				select pg_notify('lab_run', '') from ended
				""")
			.bind("id", id)
			.bind("state", ending.state().toString())
			.bind("failure", Parameters.in(R2dbcType.VARCHAR, ending.failure()))
			.then()
			.timeout(PATIENCE);
	}

	/**
	 * Gives up runs that have been going on for longer than any process lets them: theirs
	 * is gone.
	 */
	Mono<Void> giveUp(Duration longest, String why) {
		return this.database.sql("""
				with lost as (
					update lab_run
					set state = 'failed', failure = :why, ended_at = clock_timestamp(), told = told + 1
					where state = 'running' and started_at < clock_timestamp() - make_interval(secs => :seconds)
					returning id
				)
				select pg_notify('lab_run', '') from lost limit 1
				""").bind("why", why).bind("seconds", seconds(longest)).then().timeout(PATIENCE);
	}

	/**
	 * Finds a run of a lab.
	 * @return the run, or empty if there is none of that id, or not any more
	 */
	Mono<Run> find(String lab, String id) {
		if (!PublicId.isOne(id)) {
			return Mono.empty();
		}
		return this.database.sql("""
				select id, lab, state, told, report, failure, queued_at, started_at, ended_at, (
					select cast(count(*) as int) from lab_run as other
					where run.state = 'queued' and other.state in ('queued', 'running') and other.number < run.number
				) as ahead
				from lab_run as run
				where id = :id and lab = :lab
				""").bind("id", id).bind("lab", lab).map(Runs::run).one();
	}

	/** Forgets runs, a bounded number of those that were asked for so long ago. */
	Mono<Long> forget(Duration kept, int limit) {
		return this.database
			.sql("""
					delete from lab_run where id = any(array(
						select id from lab_run
						where state in ('done', 'failed') and queued_at < clock_timestamp() - make_interval(secs => :seconds)
						limit :limit for update skip locked))
					""")
			.bind("seconds", seconds(kept))
			.bind("limit", limit)
			.fetch()
			.rowsUpdated();
	}

	/** What is counted stays so until it is written. */
	private <T> Mono<T> alone(Mono<T> work) {
		return this.database.sql("select pg_advisory_xact_lock(hashtext('lab_run'), 0)")
			.then()
			.then(work)
			.as(this.transaction::transactional);
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / MILLIS_PER_SECOND;
	}

	private static Run run(Readable row) {
		return new Run(column(row, "id", String.class), column(row, "lab", String.class),
				LabRun.State.of(column(row, "state", String.class)), column(row, "ahead", Integer.class),
				column(row, "told", Integer.class), row.get("report", String.class), row.get("failure", String.class),
				column(row, "queued_at", Instant.class), row.get("started_at", Instant.class),
				row.get("ended_at", Instant.class));
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

}
