package dev.akshay.portfolio.gateway.protection;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.akshay.portfolio.gateway.decision.UnrecordedTrace;
import dev.akshay.portfolio.platform.problem.Problems;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Gives a problem document, and the headers that every answer has, to the answers that
 * Reactor Netty makes by itself, with a status and nothing else, to requests that it
 * cannot read.
 */
@Component
class Refusals {

	private static final AsciiString CACHE_STATUS = AsciiString.cached("Cache-Status");

	private static final AsciiString REFUSED = AsciiString.cached("gateway; detail=refused");

	private static final AsciiString SERVER_TIMING = AsciiString.cached("Server-Timing");

	private static final AsciiString NO_TIME = AsciiString.cached("gateway;dur=0.0");

	private static final AsciiString TRACE_RESPONSE = AsciiString.cached("traceresponse");

	private final Map<Integer, byte[]> bodies;

	private final SecurityHeaders security;

	Refusals(JsonMapper json, SecurityHeaders security) {
		this.bodies = Map.of(HttpStatus.BAD_REQUEST.value(),
				problem(json, HttpStatus.BAD_REQUEST, "malformed-request",
						"The request cannot be read: its target, its headers or its framing are not valid."),
				HttpStatus.URI_TOO_LONG.value(),
				problem(json, HttpStatus.URI_TOO_LONG, "uri-too-long", "The address is too long."),
				HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value(),
				problem(json, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "request-header-fields-too-large",
						"The headers are too large or too many."));
		this.security = security;
	}

	private static byte[] problem(JsonMapper json, HttpStatus status, String type, String detail) {
		return json.writeValueAsString(Problems.of(status, type, detail)).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Explains a refusal.
	 * @param response an answer without a body
	 * @return an answer with one if it is a refusal, else the same
	 */
	DefaultFullHttpResponse explained(DefaultFullHttpResponse response) {
		var body = this.bodies.get(response.status().code());
		if (body == null || response.content().isReadable()
				|| !response.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
			return response;
		}
		response.release();
		var explained = new DefaultFullHttpResponse(response.protocolVersion(), response.status(),
				Unpooled.wrappedBuffer(body));
		explained.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
			.set(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
			.set(CACHE_STATUS, REFUSED)
			.set(SERVER_TIMING, NO_TIME)
			// whether the request names one is not known here
			.set(TRACE_RESPONSE, UnrecordedTrace.of(null))
			.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
		this.security.applyTo(explained.headers(), false);
		return explained;
	}

}
