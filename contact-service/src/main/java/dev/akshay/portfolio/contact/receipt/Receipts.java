package dev.akshay.portfolio.contact.receipt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.akshay.portfolio.contact.receipt.Deliveries.MessageDelivered;
import dev.akshay.portfolio.platform.postgres.NewRow;
import dev.akshay.portfolio.platform.postgres.NewRow.Column;
import dev.akshay.portfolio.platform.tracing.CurrentSpan;
import dev.akshay.portfolio.platform.web.PublicId;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** The receipts of all messages. Each change is told on all replicas when it commits. */
@Repository
public class Receipts {

	/**
	 * When a message counts as lost. Twice as long as any event is tried again: what is
	 * on its way so long is not.
	 */
	public static final Duration LOST_AFTER = Duration.ofDays(2);

	/** Tells which receipts have changed, one or many of them at a time. */
	static final String CHANNEL = "receipt";

	/** A notification of PostgreSQL holds less than 8,000 bytes: three hundred ids. */
	private static final String TELL = """
			select pg_notify('%s', string_agg(id, ' '))
			from (select id, row_number() over () / 300 as part from changed) as told_at_once
			group by part
			""".formatted(CHANNEL);

	/**
	 * Whoever changes many receipts locks them in this order first: two who lock the same
	 * ones in different orders wait for each other.
	 */
	private static final String LOCKED = """
			locked as (
				select message_id from receipt where message_id = any(:messageIds) order by message_id for no key update
			)
			""";

	/** One of a message's steps, as long as there is the message. */
	private static final String GIVEN_UP = """
			noted as (
				insert into delivery_step (message_id, what, at, reason)
				select id, 'parked', :at, :reason from message where id = :messageId for key share
				on conflict do nothing
			)
			""";

	private final DatabaseClient database;

	private final Clock clock;

	Receipts(DatabaseClient database, Clock clock) {
		this.database = database;
		this.clock = clock;
	}

	/**
	 * A new receipt in the current trace.
	 * @param messageId the message it is for
	 * @param receivedAt when the message was left
	 * @return the receipt, which is not stored yet
	 */
	public static Mono<Receipt> open(UUID messageId, Instant receivedAt) {
		return Mono.deferContextual((context) -> {
			var span = CurrentSpan.of(context);
			var trace = (span != null) ? span.context().traceId() : null;
			return Mono.just(new Receipt(PublicId.next(), messageId, trace, receivedAt, null, null, null));
		});
	}

	/**
	 * A new receipt as a row.
	 * @param receipt the receipt
	 * @return the row, which is not stored yet
	 */
	public static NewRow rowOf(Receipt receipt) {
		return NewRow.in("receipt", Column.of("id", receipt.id()), Column.of("message_id", receipt.messageId()),
				Column.of("trace_id", R2dbcType.VARCHAR, receipt.traceId()),
				Column.of("received_at", receipt.receivedAt()));
	}

	/**
	 * Notes that Kafka has messages. One that was given up because Kafka did not take it
	 * is on its way again.
	 * @param messageIds which
	 * @return completes when it is noted
	 */
	public Mono<Void> published(Collection<UUID> messageIds) {
		return this.database.sql("""
				with %s, changed as (
					update receipt set published_at = :at, parked_at = null, parked_reason = null
					from locked
					where receipt.message_id = locked.message_id and published_at is null
					returning id
				)
				""".formatted(LOCKED) + TELL)
			.bind("at", now())
			.bind("messageIds", messageIds.toArray(UUID[]::new))
			.then();
	}

	/**
	 * Notes that Kafka will never take a message's event as it is: the message is given
	 * up, and its receipt does not say that it was published.
	 * @param messageId the message
	 * @param reason why, in words for the owner
	 * @return completes when it is noted
	 */
	public Mono<Void> unpublishable(UUID messageId, String reason) {
		return this.database.sql("""
				with %s, changed as (
					update receipt set parked_at = greatest(:at, published_at), parked_reason = :reason
					where message_id = :messageId and delivered_at is null and parked_at is null
					returning id
				)
				""".formatted(GIVEN_UP) + TELL)
			.bind("messageId", messageId)
			.bind("at", now())
			.bind("reason", reason)
			.then();
	}

	/**
	 * Notes that the mail server has messages. What it says may come before the relay
	 * could note that they were published, which they then were all the same.
	 */
	Mono<Void> delivered(List<MessageDelivered> deliveries) {
		if (deliveries.isEmpty()) {
			return Mono.empty();
		}
		return this.database.sql("""
				with told as (
					select * from unnest(:messageIds, :times) as told (message_id, at)
				), %s, changed as (
					update receipt
					set published_at = coalesce(published_at, told.at), delivered_at = greatest(told.at, published_at)
					from told join locked using (message_id)
					where receipt.message_id = told.message_id and delivered_at is null
					returning id
				)
				""".formatted(LOCKED) + TELL)
			.bind("messageIds", deliveries.stream().map(MessageDelivered::messageId).toArray(UUID[]::new))
			.bind("times", deliveries.stream().map(MessageDelivered::deliveredAt).toArray(Instant[]::new))
			.then();
	}

	/**
	 * Notes that a message is given up by whoever had it from Kafka, on its receipt
	 * unless it was delivered or given up so before, and in any case among its steps.
	 */
	Mono<Void> parked(UUID messageId, Instant at, String reason) {
		return this.database.sql("""
				with %s, changed as (
					update receipt
					set published_at = coalesce(published_at, :at), parked_at = greatest(:at, published_at),
						parked_reason = :reason
					where message_id = :messageId and delivered_at is null
						and (parked_at is null or published_at is null)
					returning id
				)
				""".formatted(GIVEN_UP) + TELL)
			.bind("messageId", messageId)
			.bind("at", at)
			.bind("reason", reason)
			.then();
	}

	/**
	 * Finds messages that Kafka had and of which nothing was heard since, and notes that
	 * they are told of once more. One that is deleted is none of them.
	 * @param since for how long nothing was heard, also since the last time it was told
	 * @param limit how many at most
	 * @return the oldest, each for one caller at a time
	 */
	public Flux<Silent> silent(Duration since, int limit) {
		var now = now();
		return this.database.sql("""
				update receipt set reminded_at = :now
				where message_id = any(array(
					select message_id from receipt
					where delivered_at is null and parked_at is null and published_at is not null
						and received_at < :before and greatest(published_at, reminded_at) < :before
						and exists (select from message where message.id = receipt.message_id)
					order by received_at
					limit :limit
					for no key update skip locked))
				returning message_id, received_at
				""")
			.bind("now", now)
			.bind("before", now.minus(since))
			.bind("limit", limit)
			.mapProperties(Silent.class)
			.all();
	}

	/**
	 * Counts messages that are on their way. One that was deleted before it arrived never
	 * will, and nobody waits for it.
	 * @return how many they are, and how many take too long
	 */
	Mono<Waiting> waiting() {
		return this.database.sql("""
				select count(*) as messages, count(*) filter (where received_at < :dueSince) as overdue
				from receipt
				where delivered_at is null and parked_at is null
					and exists (select from message where message.id = receipt.message_id)
				""").bind("dueSince", this.clock.instant().minus(Waiting.IN_TIME)).mapProperties(Waiting.class).one();
	}

	/**
	 * Looks for messages that never arrived. One that the owner deleted before it did is
	 * none of them.
	 * @return how many they are, and since when there are messages at all
	 */
	Mono<Losses> losses() {
		return this.database.sql("""
				select (select min(received_at) from receipt) as first, count(*) as lost, max(received_at) as last
				from receipt
				where delivered_at is null and parked_at is null and received_at < :lostBefore
					and exists (select from message where message.id = receipt.message_id)
				""").bind("lostBefore", this.clock.instant().minus(LOST_AFTER)).mapProperties(Losses.class).one();
	}

	/**
	 * Finds a receipt.
	 * @return the receipt, or empty if there is none of that id
	 */
	Mono<Receipt> find(String id) {
		if (!PublicId.isOne(id)) {
			return Mono.empty();
		}
		return this.database.sql("""
				select id, message_id, trace_id, received_at, published_at, delivered_at, parked_at
				from receipt where id = :id
				""").bind("id", id).mapProperties(Receipt.class).one();
	}

	/**
	 * Tells the whole way of a message, for the owner's eyes.
	 * @param messageId the message
	 * @return its way, or empty if it has no receipt
	 */
	public Mono<Delivery> delivery(UUID messageId) {
		return this.database.sql("""
				select id, trace_id, what, at, reason from (
					select id, trace_id, what, at, reason
					from receipt cross join lateral (values
						('received', received_at, null), ('published', published_at, null),
						('delivered', delivered_at, null)
					) as step (what, at, reason)
					where message_id = :messageId
					union all
					select id, trace_id, what, at, reason
					from delivery_step join receipt using (message_id)
					where message_id = :messageId
					union all
					-- given up before its steps were kept
					select id, trace_id, 'parked', parked_at, parked_reason
					from receipt
					where message_id = :messageId and not exists (
						select from delivery_step
						where delivery_step.message_id = receipt.message_id and what = 'parked')
				) as way
				where at is not null
				order by at
				""").bind("messageId", messageId).map(Receipts::step).all().collectList().mapNotNull(Delivery::of);
	}

	/**
	 * Notes that the owner gives a message another try.
	 * @param messageId the message
	 * @param at when
	 * @return completes when it is noted
	 */
	public Mono<Void> redriven(UUID messageId, Instant at) {
		return this.database.sql("""
				insert into delivery_step (message_id, what, at)
				select id, 'redriven', :at from message where id = :messageId for key share
				on conflict do nothing
				""").bind("messageId", messageId).bind("at", at).then();
	}

	/**
	 * Forgets what others said of a message: a mail server may quote what it refuses.
	 * @param messageId a message that is deleted
	 * @return completes when it is forgotten
	 */
	public Mono<Void> forgetReason(UUID messageId) {
		return this.database
			.sql("update receipt set parked_reason = null where message_id = :messageId and parked_reason is not null")
			.bind("messageId", messageId)
			.then();
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static Delivery.Row step(Readable row) {
		return new Delivery.Row(Objects.requireNonNull(row.get("id", String.class)), row.get("trace_id", String.class),
				new Delivery.Step(Delivery.Event.of(Objects.requireNonNull(row.get("what", String.class))),
						Objects.requireNonNull(row.get("at", Instant.class)), row.get("reason", String.class)));
	}

	/**
	 * A message of which nothing is heard.
	 *
	 * @param messageId the message
	 * @param receivedAt when it was left
	 */
	public record Silent(UUID messageId, Instant receivedAt) {
	}

}
