package dev.akshay.portfolio.gateway.origin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.akshay.portfolio.platform.deadline.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * Which headers pass a proxy, in one go over them
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1">RFC 9110, 7.6.1</a>).
 */
final class PassedHeaders {

	private static final Set<String> HOP_BY_HOP = Set.of("connection", "keep-alive", "proxy-authenticate",
			"proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

	/** What only we say to a service. */
	private static final Set<String> OURS = Set.of("host", Deadline.HEADER.toLowerCase(Locale.ROOT));

	private PassedHeaders() {
	}

	/**
	 * Reads {@code Connection}.
	 * @param connection its lines, or {@code null}
	 * @return the names of the headers that are meant for the next hop only, in lower
	 * case
	 */
	static List<String> namedByConnection(@Nullable List<String> connection) {
		if (connection == null || connection.isEmpty() || (connection.size() == 1 && isUsual(connection.getFirst()))) {
			return List.of();
		}
		return connection.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.map((name) -> name.trim().toLowerCase(Locale.ROOT))
			.filter((name) -> !name.isEmpty())
			.toList();
	}

	private static boolean isUsual(String line) {
		return line.equalsIgnoreCase("keep-alive") || line.equalsIgnoreCase("close");
	}

	/**
	 * Whether a header of a response goes on to the client.
	 * @param name its name
	 * @param named what {@link #namedByConnection} gave
	 * @return whether it is meant for more than one hop
	 */
	static boolean passes(String name, List<String> named) {
		var lower = name.toLowerCase(Locale.ROOT);
		return !HOP_BY_HOP.contains(lower) && (named.isEmpty() || !named.contains(lower));
	}

	/**
	 * Whether a header of a request goes on to a service.
	 * @param name its name
	 * @param named what {@link #namedByConnection} gave
	 * @return whether it is meant for more than one hop, and not for us to say
	 */
	static boolean passesToService(String name, List<String> named) {
		var lower = name.toLowerCase(Locale.ROOT);
		return passes(lower, named) && !OURS.contains(lower);
	}

}
