package dev.akshay.portfolio.gateway.chaos;

import java.time.Instant;
import java.util.Objects;

import dev.akshay.portfolio.gateway.database.OwnerDatabase;
import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import dev.akshay.portfolio.platform.chaos.Fault;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/**
 * What all visitors broke, until when. It lies in the database, which all replicas of the
 * gateway share; each operation fails with {@link OwnerUnavailable} while that is away.
 */
@Repository
class RunningFaults {

	/** Of several who reach for the same place at once one gets it. */
	private static final int TRIES = 10;

	private final DatabaseClient client;

	private final OwnerDatabase database;

	private final ChaosSettings settings;

	RunningFaults(DatabaseClient client, OwnerDatabase database, ChaosSettings settings) {
		this.client = client;
		this.database = database;
		this.settings = settings;
	}

	/** Those that are not over, in the order in which they will be. */
	Flux<Ordered> all(Instant now) {
		return this.database.read(this.client.sql("""
				select session, network, service, fault, amount, percent, ends_at from chaos_fault
				where ends_at > :now order by ends_at, place
				""").bind("now", now).map(RunningFaults::ordered).all());
	}

	/**
	 * Takes a fault in, in place of what the visitor ordered for the same service before.
	 * Every fault takes one of so many places, and one of so many seats of the network it
	 * comes from, which cannot be taken twice. It is any of those that are free: if it
	 * were the first one, all who come at once would reach for the same.
	 * @param session whose it is
	 * @param network where she comes from, {@code null} if it has seats without end
	 * @param fault the fault
	 * @return whether there was a place and a seat
	 */
	Mono<Boolean> add(String session, @Nullable Long network, Fault fault) {
		return replace(session, fault)
			.flatMap((replaced) -> (replaced > 0) ? Mono.just(replaced) : insert(session, network, fault))
			.retryWhen(Retry.max(TRIES).filter(DataIntegrityViolationException.class::isInstance))
			.map((added) -> added > 0);
	}

	private Mono<Long> replace(String session, Fault fault) {
		return this.database.ask(bound("""
				update chaos_fault set fault = :fault, amount = :amount, percent = :percent, ends_at = :end
				where session = :session and service = :service
				""", session, fault).fetch().rowsUpdated());
	}

	private Mono<Long> insert(String session, @Nullable Long network, Fault fault) {
		var places = bound("""
				insert into chaos_fault (place, network, seat, session, service, fault, amount, percent, ends_at)
				select place, :network, seat, :session, :service, :fault, :amount, :percent, :end from (
					select free as place from generate_series(1, :places) free
					where not exists (select from chaos_fault taken where taken.place = free)
					order by random() limit 1
				) any_place, (
					select free as seat from generate_series(1, :seats) free
					where not exists (select from chaos_fault taken where network = :network and taken.seat = free)
					order by random() limit 1
				) any_seat
				""", session, fault);
		var seats = (network != null) ? places.bind("network", network) : places.bindNull("network", Long.class);
		return this.database.ask(seats.bind("places", this.settings.faults())
			.bind("seats", this.settings.networkFaults())
			.fetch()
			.rowsUpdated());
	}

	private DatabaseClient.GenericExecuteSpec bound(String statement, String session, Fault fault) {
		return this.client.sql(statement)
			.bind("session", session)
			.bind("service", fault.service())
			.bind("fault", fault.kind().text())
			.bind("amount", fault.amount())
			.bind("percent", fault.percent())
			.bind("end", Instant.ofEpochSecond(fault.end()));
	}

	/**
	 * Takes out what is over.
	 * @return each to whoever took it out, so that of all replicas one tells of it
	 */
	Flux<Ordered> sweep(Instant now) {
		return this.database.read(this.client.sql("""
				delete from chaos_fault where ends_at <= :now
				returning session, network, service, fault, amount, percent, ends_at
				""").bind("now", now).map(RunningFaults::ordered).all());
	}

	/** Takes out all that a visitor ordered. */
	Flux<Ordered> reset(String session) {
		return this.database.read(this.client.sql("""
				delete from chaos_fault where session = :session
				returning session, network, service, fault, amount, percent, ends_at
				""").bind("session", session).map(RunningFaults::ordered).all());
	}

	private static Ordered ordered(Readable row) {
		var kind = Fault.Kind.of(text(row, "fault"))
			.orElseThrow(() -> new IllegalStateException("a fault of a kind that is unknown here"));
		return new Ordered(text(row, "session"), row.get("network", Long.class),
				new Fault(text(row, "service"), kind, number(row, "amount"), number(row, "percent"),
						Objects.requireNonNull(row.get("ends_at", Instant.class)).getEpochSecond()));
	}

	private static String text(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, String.class));
	}

	private static int number(Readable row, String column) {
		return Objects.requireNonNull(row.get(column, Integer.class));
	}

	/**
	 * A fault and who ordered it.
	 *
	 * @param session whose it is
	 * @param network where it was ordered, if that counts
	 * @param fault the fault
	 */
	record Ordered(String session, @Nullable Long network, Fault fault) {
	}

}
