package dev.akshay.portfolio.contact.inbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.akshay.portfolio.contact.inbox.InboxPage.Counts;
import dev.akshay.portfolio.contact.inbox.InboxPage.Item;
import dev.akshay.portfolio.contact.suspicion.Suspicion;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;

/** All messages, as the owner sees them. */
@Repository
class InboxMessages {

	/** A search looks through so many messages at a time. */
	static final int LOOKED_THROUGH = 10_000;

	private static final int MOST_COUNTED = 10_000;

	private static final int EXCERPT = 160;

	private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cc}]+");

	/**
	 * The newest of each choice of state and mark come from the index, a few of each, and
	 * are merged. An edge is there if behind those that were looked through there may be
	 * more.
	 */
	private static final String LIST = """
			with looked as (
				select next.id, next.received_at
				from unnest(:states) as wanted (state)
				cross join unnest(:suspect) as marked (suspect)
				cross join lateral (
					select id, received_at from message
					where message.state = wanted.state and message.suspect = marked.suspect
						and (received_at, id) < (:beforeTime, :beforeId)
					order by received_at desc, id desc
					limit :looked
				) as next
				order by next.received_at desc, next.id desc
				limit :looked
			), edge as (
				select received_at, id from looked order by received_at desc, id desc offset :looked - 1 limit 1
			), found as (
				select message.* from looked join message on message.id = looked.id
				%s
				order by message.received_at desc, message.id desc
				limit :limit
			)
			select found.id, name, email, subject, left(body, 400) as beginning, found.received_at, state, suspect,
				suspicions, version, edge.received_at as edge_time, edge.id as edge_id
			from (select) as one left join found on true left join edge on true
			order by found.received_at desc, found.id desc
			""";

	static final String ALL = LIST.formatted("");

	static final String SEARCH = LIST.formatted(
			"where name ilike :pattern or email ilike :pattern or subject ilike :pattern or body ilike :pattern");

	private final DatabaseClient database;

	InboxMessages(DatabaseClient database) {
		this.database = database;
	}

	/**
	 * Lists messages.
	 * @param query which
	 * @return the newest of them
	 */
	Mono<Part> list(InboxQuery query) {
		var pattern = query.pattern();
		var spec = this.database.sql((pattern != null) ? SEARCH : ALL)
			.bind("states", query.states().stream().map(MessageState::toString).toArray(String[]::new))
			.bind("suspect", query.suspect().toArray(Boolean[]::new))
			.bind("beforeTime", query.before().receivedAt())
			.bind("beforeId", query.before().id())
			.bind("looked", (pattern != null) ? LOOKED_THROUGH : query.limit() + 1)
			.bind("limit", query.limit() + 1);
		return ((pattern != null) ? spec.bind("pattern", pattern) : spec).map(Row::of)
			.all()
			.collectList()
			.map((rows) -> Part.of(rows, query.limit()));
	}

	/** Counts all messages, those of each kind up to a bound. */
	Mono<Counts> count() {
		return this.database.sql("""
				select wanted.state, marked.suspect, (
					select count(*) from (
						select from message
						where message.state = wanted.state and message.suspect = marked.suspect
						limit :most
					) as part
				) as messages
				from unnest(:states) as wanted (state)
				cross join (values (true), (false)) as marked (suspect)
				""")
			.bind("states",
					EnumSet.allOf(MessageState.class).stream().map(MessageState::toString).toArray(String[]::new))
			.bind("most", MOST_COUNTED)
			.map((row) -> new Count(state(row), column(row, "suspect", Boolean.class),
					column(row, "messages", Long.class)))
			.all()
			.collectList()
			.map(InboxMessages::counts);
	}

	/** Finds a message. */
	Mono<InboxMessage> find(UUID id) {
		return find(id, "");
	}

	/**
	 * Finds a message that nobody else can change or delete before the transaction ends.
	 */
	Mono<InboxMessage> lock(UUID id) {
		return find(id, "for update");
	}

	private Mono<InboxMessage> find(UUID id, String lock) {
		return this.database.sql("""
				select id, name, email, subject, body, received_at, state, suspect, suspicions, version
				from message where id = :id
				""" + lock).bind("id", id).map(InboxMessages::message).one();
	}

	/** Changes what the owner may change of a message. */
	Mono<InboxMessage> change(UUID id, MessageState state, boolean trust) {
		return this.database.sql("""
				update message set state = :state, cleared = cleared or :trust, version = version + 1
				where id = :id
				returning id, name, email, subject, body, received_at, state, suspect, suspicions, version
				""")
			.bind("id", id)
			.bind("state", state.toString())
			.bind("trust", trust)
			.map(InboxMessages::message)
			.one();
	}

	/**
	 * Deletes a message for good.
	 * @return whether there was one
	 */
	Mono<Boolean> delete(UUID id) {
		return this.database.sql("delete from message where id = :id")
			.bind("id", id)
			.fetch()
			.rowsUpdated()
			.map((rows) -> rows > 0);
	}

	private static InboxMessage message(Readable row) {
		var name = column(row, "name", String.class);
		var email = column(row, "email", String.class);
		var subject = row.get("subject", String.class);
		var body = column(row, "body", String.class);
		var receivedAt = column(row, "received_at", Instant.class);
		return new InboxMessage(column(row, "id", UUID.class), name, email, subject, body, receivedAt, state(row),
				column(row, "suspect", Boolean.class), suspicions(row), null,
				Reply.to(name, email, subject, body, receivedAt),
				InboxMessage.tag(column(row, "version", Integer.class)));
	}

	private static Counts counts(List<Count> counts) {
		Map<MessageState, Long> byState = new EnumMap<>(MessageState.class);
		var suspect = 0L;
		for (var count : counts) {
			byState.merge(count.state(), count.messages(), InboxMessages::sum);
			suspect = count.suspect() ? sum(suspect, count.messages()) : suspect;
		}
		return new Counts(byState.getOrDefault(MessageState.NEW, 0L), byState.getOrDefault(MessageState.READ, 0L),
				byState.getOrDefault(MessageState.REPLIED, 0L), byState.getOrDefault(MessageState.ARCHIVED, 0L),
				byState.getOrDefault(MessageState.SPAM, 0L), suspect);
	}

	private static long sum(long one, long other) {
		return Math.min(MOST_COUNTED, one + other);
	}

	private static MessageState state(Readable row) {
		return MessageState.of(column(row, "state", String.class)).orElseThrow();
	}

	private static Set<Suspicion> suspicions(Readable row) {
		var suspicions = EnumSet.noneOf(Suspicion.class);
		for (var name : column(row, "suspicions", String[].class)) {
			suspicions.add(Suspicion.valueOf(name));
		}
		return suspicions;
	}

	private static <T> T column(Readable row, String name, Class<T> type) {
		return Objects.requireNonNull(row.get(name, type), name);
	}

	/**
	 * Some messages, and where to go on.
	 *
	 * @param messages the newest
	 * @param next the place behind them, {@code null} if there are no more
	 */
	record Part(List<Item> messages, @Nullable Cursor next) {

		static Part of(List<Row> rows, int limit) {
			var items = new ArrayList<Item>(limit);
			rows.stream().map(Row::item).filter(Objects::nonNull).limit(limit).forEach(items::add);
			if (rows.size() > limit) {
				var last = items.getLast();
				return new Part(items, new Cursor(last.receivedAt(), last.id()));
			}
			return new Part(items, rows.isEmpty() ? null : rows.getFirst().edge());
		}

	}

	/** One message, or none, and the place where the look for more ended. */
	record Row(@Nullable Item item, @Nullable Cursor edge) {

		static Row of(Readable row) {
			var edge = row.get("edge_id", UUID.class);
			return new Row((row.get("id") != null) ? item(row) : null,
					(edge != null) ? new Cursor(column(row, "edge_time", Instant.class), edge) : null);
		}

		private static Item item(Readable row) {
			return new Item(column(row, "id", UUID.class), column(row, "name", String.class),
					column(row, "email", String.class), row.get("subject", String.class),
					excerpt(column(row, "beginning", String.class)), column(row, "received_at", Instant.class),
					state(row), column(row, "suspect", Boolean.class), suspicions(row),
					InboxMessage.tag(column(row, "version", Integer.class)));
		}

		private static String excerpt(String beginning) {
			var line = SPACE.matcher(beginning).replaceAll(" ").strip();
			return (line.codePointCount(0, line.length()) <= EXCERPT) ? line
					: line.substring(0, line.offsetByCodePoints(0, EXCERPT)).stripTrailing() + '…';
		}

	}

	private record Count(MessageState state, boolean suspect, long messages) {
	}

}
