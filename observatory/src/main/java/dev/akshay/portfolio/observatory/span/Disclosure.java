package dev.akshay.portfolio.observatory.span;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Decides what anybody may see of a span. What is not known here by name and shape is
 * left out: an address is shown as the pattern it fits, never as it is. Not for several
 * threads at once.
 */
@Component
public class Disclosure {

	/** How many requests a root stands for, set by whoever decided to record it. */
	static final String WEIGHT = "portfolio.weight";

	private static final String PULSE = "pulse";

	private static final String EVENT = "portfolio.event";

	private static final String PEER = "peer.service";

	private static final String PATH = "url.path";

	/** Our own words, and nothing that anybody else could write. */
	private static final String OWN = "portfolio.";

	private static final Pattern OWN_VALUE = Pattern.compile("[A-Za-z0-9_.;=/-]{1,60}");

	private static final Pattern OWN_NAME = Pattern.compile("portfolio\\.[a-z.-]{1,40}");

	private static final Pattern SERVICE = Pattern.compile("[a-z][a-z-]{0,39}");

	private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}");

	private static final Pattern SPAN_NAME = Pattern.compile("[A-Za-z0-9 ./{}*_-]{1,100}");

	private static final Pattern SERVER_ERROR = Pattern.compile("5[0-9]{2}");

	private static final Pattern ABSOLUTE = Pattern.compile("^[a-z]+://[^/?#]*");

	private static final double MOST_WEIGHT = 1e9;

	private static final int MOST_WORDS = 4096;

	private static final int MOST_PATHS = 1024;

	private static final int LONGEST = 2048;

	private static final int LONGEST_KNOWN = 200;

	private static final Map<String, Rule> RULES = rules();

	private final List<PathPattern> paths;

	private final Map<String, String> words = new HashMap<>();

	private final Map<String, String> knownPaths = new HashMap<>();

	Disclosure(DisclosureSettings settings) {
		this.paths = settings.paths().stream().map(PathPatternParser.defaultInstance::parse).toList();
	}

	private static Map<String, Rule> rules() {
		var method = Rule.of("http.request.method", "[A-Z]{1,10}");
		var status = Rule.of("http.response.status_code", "[1-5][0-9]{2}");
		var topic = Rule.of("messaging.destination.name", "[a-z][a-z.-]{0,79}(retry-[0-9])?");
		var thrown = Rule.of("error.type", "(?!none$)[A-Za-z][A-Za-z_.$]{0,119}");
		return Map.of("http.request.method", method, "method", method, "http.response.status_code", status, "status",
				status, "messaging.destination.name", topic, "messaging.source.name", topic, "exception", thrown,
				"error.type", thrown, "messaging.operation", Rule.of("messaging.operation", "[a-z]{1,20}"), PEER,
				Rule.of(PEER, "[a-z][a-z-]{0,39}"));
	}

	/**
	 * The name of the process that tells.
	 * @param resource what it says of itself
	 * @return the name of the service, or {@code null} if it says none that can be shown
	 */
	public @Nullable String service(Resource resource) {
		return attribute(resource, "service.name", SERVICE);
	}

	/**
	 * Which process of a service tells.
	 * @param resource what it says of itself
	 * @return an id, or {@code null} if it says none
	 */
	public @Nullable String instance(Resource resource) {
		return attribute(resource, "service.instance.id", INSTANCE);
	}

	/**
	 * Which version of a service tells.
	 * @param resource what it says of itself
	 * @return a version, or {@code null} if it says none
	 */
	public @Nullable String version(Resource resource) {
		return attribute(resource, "service.version", VERSION);
	}

	private @Nullable String attribute(Resource resource, String name, Pattern shape) {
		for (var attribute : resource.getAttributesList()) {
			if (attribute.getKey().equals(name)) {
				var value = attribute.getValue().getStringValue();
				return shape.matcher(value).matches() ? shared(value) : null;
			}
		}
		return null;
	}

	/**
	 * The trace of a span, which is cheap to know.
	 * @param span the span
	 * @return its trace, or {@code null} if it has none
	 */
	public static @Nullable TraceId traceOf(Span span) {
		return TraceId.of(span.getTraceId().asReadOnlyByteBuffer());
	}

	/**
	 * Whether a span ended badly.
	 * @param span the span
	 * @return whether its status says so, or the answer to a request, which is an error
	 * to whoever asked though nothing was thrown
	 */
	public static boolean hasFailed(Span span) {
		if (span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
			return true;
		}
		for (var attribute : span.getAttributesList()) {
			if (isServerError(attribute)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a span counts however much comes: it ended badly, or is an event and
	 * nothing else.
	 * @param span the span
	 * @return whether it is to be let in beyond the share
	 */
	public static boolean isNews(Span span) {
		if (span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
			return true;
		}
		for (var attribute : span.getAttributesList()) {
			if (isServerError(attribute) || namesEvent(attribute, span)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a span was made to tell of an event: it has the event's name. There are few
	 * of them.
	 * @param span the span
	 * @return whether it is about the event and no other work
	 */
	public static boolean isEvent(Span span) {
		for (var attribute : span.getAttributesList()) {
			if (namesEvent(attribute, span)) {
				return true;
			}
		}
		return false;
	}

	private static boolean namesEvent(KeyValue attribute, Span span) {
		return attribute.getKey().equals(EVENT) && attribute.getValue().getStringValue().equals(span.getName());
	}

	private static boolean isServerError(KeyValue attribute) {
		return switch (attribute.getKey()) {
			case "status", "http.response.status_code" -> SERVER_ERROR.matcher(text(attribute.getValue())).matches();
			default -> false;
		};
	}

	/**
	 * Whether a span says only that a process is there.
	 * @param span the span
	 * @return whether it has the name of such
	 */
	public static boolean isPulse(Span span) {
		return PULSE.equals(span.getName());
	}

	/**
	 * What anybody may see of a span.
	 * @param span the span
	 * @param traceId its trace
	 * @param service the service it comes from
	 * @param instance the process it comes from, or {@code null}
	 * @return what may be seen
	 */
	public Recorded disclosed(Span span, TraceId traceId, String service, @Nullable String instance) {
		var attributes = new LinkedHashMap<String, String>();
		double weight = 1;
		for (var attribute : span.getAttributesList()) {
			if (attribute.getKey().equals(WEIGHT)) {
				weight = Math.clamp((double) attribute.getValue().getIntValue(), 1, MOST_WEIGHT);
			}
			else {
				disclose(attribute, attributes);
			}
		}
		var peer = attributes.remove(PEER);
		return new Recorded(traceId, id(span.getSpanId().asReadOnlyByteBuffer()),
				id(span.getParentSpanId().asReadOnlyByteBuffer()), service, instance, name(span.getName()),
				kind(span.getKind()), span.getStartTimeUnixNano(), span.getEndTimeUnixNano(), hasFailed(span), peer,
				weight, Map.copyOf(attributes));
	}

	private static long id(ByteBuffer bytes) {
		return (bytes.remaining() == Long.BYTES) ? bytes.getLong() : 0;
	}

	private String name(String name) {
		return SPAN_NAME.matcher(name).matches() ? shared(name) : "span";
	}

	private static SpanKind kind(Span.SpanKind kind) {
		return switch (kind) {
			case SPAN_KIND_SERVER -> SpanKind.SERVER;
			case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
			case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
			case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
			default -> SpanKind.INTERNAL;
		};
	}

	private void disclose(KeyValue attribute, Map<String, String> shown) {
		var key = attribute.getKey();
		var value = text(attribute.getValue());
		if (value.isEmpty() || value.length() > LONGEST) {
			return;
		}
		switch (key) {
			case PATH, "http.url", "url.full" -> {
				var path = path(value);
				if (path != null) {
					shown.put(PATH, path);
				}
			}
			default -> {
				var rule = RULES.get(key);
				if (rule != null && rule.shape.matcher(value).matches()) {
					shown.put(rule.name, shared(value));
				}
				else if (key.startsWith(OWN) && OWN_NAME.matcher(key).matches() && OWN_VALUE.matcher(value).matches()) {
					shown.put(shared(key), shared(value));
				}
			}
		}
	}

	private static String text(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case INT_VALUE -> String.valueOf(value.getIntValue());
			case BOOL_VALUE -> String.valueOf(value.getBoolValue());
			default -> "";
		};
	}

	private @Nullable String path(String address) {
		if (address.length() > LONGEST_KNOWN) {
			var pattern = pattern(address);
			return pattern.isEmpty() ? null : pattern;
		}
		var known = this.knownPaths.get(address);
		if (known == null) {
			known = pattern(address);
			if (this.knownPaths.size() >= MOST_PATHS) {
				this.knownPaths.clear();
			}
			this.knownPaths.put(address, known);
		}
		return known.isEmpty() ? null : known;
	}

	private String pattern(String address) {
		var path = ABSOLUTE.matcher(address).replaceFirst("").split("[?#]", 2)[0];
		var parsed = PathContainer.parsePath(path.isEmpty() ? "/" : path);
		return this.paths.stream()
			.filter((pattern) -> pattern.matches(parsed))
			.findFirst()
			.map(PathPattern::getPatternString)
			.orElse("");
	}

	/** The same words come again and again: each is kept once. */
	private String shared(String word) {
		if (this.words.size() >= MOST_WORDS) {
			this.words.clear();
		}
		return this.words.computeIfAbsent(word, UnaryOperator.identity());
	}

	private record Rule(String name, Pattern shape) {

		static Rule of(String name, String shape) {
			return new Rule(name, Pattern.compile(shape));
		}

	}

}
