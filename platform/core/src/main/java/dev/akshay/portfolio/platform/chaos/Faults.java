package dev.akshay.portfolio.platform.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * All faults that one visitor ordered. They travel as the member {@code chaos} of W3C
 * {@code baggage} (<a href="https://www.w3.org/TR/baggage/">W3C Baggage</a>), which the
 * gateway takes from everybody outside and gives to those who ordered some.
 *
 * @param all the faults
 */
public record Faults(List<Fault> all) {

	/** The request header by which they travel. */
	public static final String HEADER = "baggage";

	/** None, which is what nearly everybody has. */
	public static final Faults NONE = new Faults(List.of());

	/** A service may be broken in one way at a time, and there are not so many. */
	private static final int MOST = 16;

	/** A fault that lasts longer was not made by us. */
	private static final Duration LONGEST = Duration.ofMinutes(15);

	private static final String NAME = "chaos";

	private static final int LONGEST_HEADER = 8192;

	private static final int PARTS = 5;

	private static final Pattern SERVICE = Pattern.compile("[a-z][a-z-]{0,39}");

	private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,11}");

	public Faults {
		all = List.copyOf(all);
	}

	/**
	 * Reads what a request carries. Whatever is not exactly as it is written here, or
	 * beyond the bounds of a fault, makes all of it nothing.
	 * @param baggage the lines of the header, or {@code null} if there is none
	 * @param now the time, in seconds since 1970
	 * @return the faults that are not over, {@link #NONE} if there are none
	 */
	public static Faults parse(@Nullable List<String> baggage, long now) {
		if (baggage == null) {
			return NONE;
		}
		for (var line : baggage) {
			if (line.length() <= LONGEST_HEADER) {
				for (var member : line.split(",", -1)) {
					var value = valueIn(member.split(";", 2)[0]);
					if (value != null) {
						return read(value, now);
					}
				}
			}
		}
		return NONE;
	}

	private static @Nullable String valueIn(String member) {
		int equals = member.indexOf('=');
		return (equals > 0 && member.substring(0, equals).strip().equals(NAME)) ? member.substring(equals + 1).strip()
				: null;
	}

	private static Faults read(String value, long now) {
		var texts = value.split("/", MOST + 1);
		if (texts.length > MOST) {
			return NONE;
		}
		var faults = new ArrayList<Fault>();
		for (var text : texts) {
			var fault = fault(text, now);
			if (fault == null) {
				return NONE;
			}
			if (!fault.isOver(now)) {
				faults.add(fault);
			}
		}
		return new Faults(faults);
	}

	private static @Nullable Fault fault(String text, long now) {
		var parts = text.split(":", PARTS + 1);
		if (parts.length != PARTS || !SERVICE.matcher(parts[0]).matches() || !isNumber(parts[2]) || !isNumber(parts[3])
				|| !isNumber(parts[4])) {
			return null;
		}
		long amount = Long.parseLong(parts[2]);
		long percent = Long.parseLong(parts[3]);
		long end = Long.parseLong(parts[4]);
		if (amount > Integer.MAX_VALUE || percent < 1 || percent > 100 || end > now + LONGEST.toSeconds()) {
			return null;
		}
		return Fault.Kind.of(parts[1])
			.filter((kind) -> kind.takes((int) amount))
			.map((kind) -> new Fault(parts[0], kind, (int) amount, (int) percent, end))
			.orElse(null);
	}

	private static boolean isNumber(String text) {
		return NUMBER.matcher(text).matches();
	}

	/**
	 * The faults as the header carries them.
	 * @return the header's value
	 */
	public String headerValue() {
		return this.all.stream()
			.map((fault) -> "%s:%s:%d:%d:%d".formatted(fault.service(), fault.kind().text(), fault.amount(),
					fault.percent(), fault.end()))
			.collect(Collectors.joining("/", NAME + "=", ""));
	}

	/**
	 * Whether there are none.
	 * @return whether nothing is to be passed on, nor kept from others
	 */
	public boolean isEmpty() {
		return this.all.isEmpty();
	}

	/**
	 * What is the matter with a service.
	 * @param service the service
	 * @return its fault, or {@code null} if it has none
	 */
	public @Nullable Fault on(String service) {
		for (var fault : this.all) {
			if (fault.service().equals(service)) {
				return fault;
			}
		}
		return null;
	}

	/**
	 * The faults of the request that is being worked on.
	 * @param context the subscriber's context
	 * @return the faults, {@link #NONE} if nobody ordered any
	 */
	public static Faults from(ContextView context) {
		Faults faults = context.getOrDefault(Faults.class, null);
		return (faults != null) ? faults : NONE;
	}

	/**
	 * Puts these faults where {@link #from} finds them.
	 * @param context a subscriber's context
	 * @return the context with these faults
	 */
	public Context putInto(Context context) {
		return context.put(Faults.class, this);
	}

}
