package dev.akshay.portfolio.gateway.edge;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import dev.akshay.portfolio.gateway.chaos.ChaosSessions.Crowded;
import dev.akshay.portfolio.gateway.protection.SecurityHeaders;
import dev.akshay.portfolio.platform.problem.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What clients hear of the cache itself. */
@Component
class EdgeProblems {

	private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

	private final Prepared notKept;

	private final Prepared broken;

	private final Map<Crowded, Prepared> crowded = new EnumMap<>(Crowded.class);

	EdgeProblems(JsonMapper json, SecurityHeaders securityHeaders) {
		this.notKept = prepared(json, securityHeaders, HttpStatus.GATEWAY_TIMEOUT, "not-cached",
				"There is no stored response that may be used. Ask again without only-if-cached.", null);
		this.broken = prepared(json, securityHeaders, HttpStatus.BAD_GATEWAY, "bad-gateway",
				"The service behind this address broke off its answer. Try again in %d seconds."
					.formatted(RETRY_AFTER.toSeconds()),
				RETRY_AFTER);
		for (var whose : Crowded.values()) {
			var detail = switch (whose) {
				case ALL -> "Visitors who broke something ask for more at the moment than is done for them.";
				case VISITOR -> "While something is broken for you, no more of your requests are worked on at a time.";
				case NETWORK -> "From your network, visitors who broke something ask for more at the moment than is "
						+ "done for one network.";
			};
			this.crowded.put(whose, prepared(json, securityHeaders, HttpStatus.SERVICE_UNAVAILABLE, "too-much-to-do",
					"%s Try again in %d seconds.".formatted(detail, RETRY_AFTER.toSeconds()), RETRY_AFTER));
		}
	}

	private static Prepared prepared(JsonMapper json, SecurityHeaders securityHeaders, HttpStatus status, String type,
			String detail, @Nullable Duration retryAfter) {
		return new Prepared(status.value(),
				Unpooled.unreleasableBuffer(
						Unpooled.wrappedBuffer(json.writeValueAsBytes(Problems.of(status, type, detail))).asReadOnly()),
				retryAfter, securityHeaders);
	}

	/** Only what is kept would have done, and there is nothing. */
	Prepared notKept() {
		return this.notKept;
	}

	/** The origin's answer was no answer. */
	Prepared broken() {
		return this.broken;
	}

	/** Too much is being done for those who broke something: for all of them, or one. */
	Prepared crowded(Crowded whose) {
		return Objects.requireNonNull(this.crowded.get(whose));
	}

	/**
	 * A problem document (RFC 9457) ready to be sent.
	 *
	 * @param status its status
	 * @param document its bytes
	 * @param retryAfter when to try again, if that helps
	 * @param securityHeaders what every response carries
	 */
	record Prepared(int status, ByteBuf document, @Nullable Duration retryAfter, SecurityHeaders securityHeaders) {

		ByteBuf body() {
			return this.document.duplicate();
		}

		void applyTo(HttpHeaders headers, boolean secure) {
			headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
			headers.setInt(HttpHeaderNames.CONTENT_LENGTH, this.document.readableBytes());
			if (this.retryAfter != null) {
				headers.set(HttpHeaderNames.RETRY_AFTER, String.valueOf(this.retryAfter.toSeconds()));
			}
			this.securityHeaders.applyTo(headers, secure);
		}

	}

}
