package dev.akshay.portfolio.gateway.edge;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import dev.akshay.portfolio.gateway.decision.UnrecordedTrace;
import dev.akshay.portfolio.gateway.edge.rules.AcceptEncoding;
import dev.akshay.portfolio.gateway.edge.rules.ByteRange;
import dev.akshay.portfolio.gateway.edge.rules.EntityTag;
import dev.akshay.portfolio.gateway.edge.rules.HttpDate;
import dev.akshay.portfolio.gateway.edge.store.Codings;
import dev.akshay.portfolio.gateway.edge.store.Representation;
import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import io.micrometer.tracing.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/** Answers one request, right at the connection. */
final class Reply {

	static final String TRACE_RESPONSE = "traceresponse";

	private static final AsciiString TRACE_RESPONSE_NAME = AsciiString.cached(TRACE_RESPONSE);

	private static final AsciiString TRACE_PARENT_NAME = AsciiString.cached("traceparent");

	private static final AsciiString CACHE_STATUS = AsciiString.cached("Cache-Status");

	private static final AsciiString SERVER_TIMING = AsciiString.cached("Server-Timing");

	/**
	 * Larger ones, and those of unknown length, are not worth holding back to be coded.
	 */
	private static final int LARGEST_CODED_IN_PASSING = 256 * 1024;

	/** Takes a fraction of a millisecond, about what a change of threads may cost. */
	private static final int LARGEST_CODED_AT_ONCE = 8 * 1024;

	private static final int LARGEST_IN_ONE = 64 * 1024;

	private static final long MOST_READ_IN_VAIN = 64 * 1024;

	private static final Duration READ_IN_VAIN = Duration.ofMillis(200);

	private static final int SERVER_ERROR = 500;

	private static final int NANOS_PER_TENTH = 100_000;

	private static final NumberedText AGES = new NumberedText("", 3_600);

	/** Most hits take less than a tenth of a millisecond. */
	private static final AsciiString NO_TIME = AsciiString.cached("gateway;dur=0.0");

	private final ServerHttpRequest request;

	private final HttpHeaders asked;

	private final HttpServerResponse response;

	private final long start = System.nanoTime();

	private final boolean conditionsTaken;

	private final Runnable onFailure;

	private final Scheduler coding;

	private @Nullable String toldName;

	private @Nullable String toldValue;

	private boolean passing;

	/**
	 * Prepares the answer to a request.
	 * @param request the request
	 * @param response what is sent to the client
	 * @param conditionsTaken whether the origin is not told of the request's conditions
	 * @param onFailure is run when the answer tells of a failure of ours
	 * @param coding where larger bodies are coded, off the event loops
	 */
	Reply(ServerHttpRequest request, ServerHttpResponse response, boolean conditionsTaken, Runnable onFailure,
			Scheduler coding) {
		this.request = request;
		this.asked = ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(request).requestHeaders();
		this.response = ServerHttpResponseDecorator.getNativeResponse(response);
		this.conditionsTaken = conditionsTaken;
		this.onFailure = onFailure;
		this.coding = coding;
	}

	/**
	 * When the request came.
	 * @return as {@link System#nanoTime()} counts
	 */
	long start() {
		return this.start;
	}

	/** The status that is sent. */
	long status() {
		return this.response.status().code();
	}

	/** A recorded trace as {@code traceresponse} tells it. */
	static String traceOf(TraceContext trace) {
		return "00-" + trace.traceId() + '-' + trace.spanId() + "-01";
	}

	/**
	 * Adds to what is shown what it does not say itself.
	 * @param name a header's name
	 * @param value its value, {@code null} for none
	 */
	void tell(String name, @Nullable String value) {
		if (value != null) {
			this.toldName = name;
			this.toldValue = value;
			this.response.responseHeaders().set(name, value);
		}
	}

	/**
	 * Shows what is kept.
	 * @param stored the response
	 * @param now milliseconds since 1970
	 * @param cacheStatus how it came
	 * @param trace the value of {@code traceresponse}, or {@code null} for a trace of
	 * this request alone
	 */
	Mono<Void> show(StoredResponse stored, long now, CharSequence cacheStatus, @Nullable String trace) {
		var range = this.asked.get(HttpHeaderNames.RANGE);
		var representation = (range == null) ? stored.representation(this.asked.get(HttpHeaderNames.ACCEPT_ENCODING))
				: stored.plain();
		var headers = this.response.responseHeaders();
		if (this.passing) {
			forgetWhatBrokeOff(headers);
		}
		headers.add(representation.headers());
		headers.set(HttpHeaderNames.AGE, AGES.with(stored.freshness().age(now)));
		describe(headers, cacheStatus, (trace != null) ? trace : ownTrace());
		this.response.status(stored.status());
		if (stored.status() == 200) {
			if (isKnown(representation.etag(), stored.lastModified())) {
				return notModified(headers);
			}
			if (range != null && HttpMethod.GET.equals(this.request.getMethod())
					&& rangeApplies(stored, representation)) {
				return part(range, representation, headers);
			}
		}
		return whole(representation.body(0, representation.length()));
	}

	/** An answer whose head was taken over, and whose body did not come. */
	private void forgetWhatBrokeOff(HttpHeaders headers) {
		headers.clear();
		if (this.toldName != null) {
			headers.set(this.toldName, this.toldValue);
		}
	}

	private Mono<Void> whole(ByteBuf body) {
		if (HttpMethod.HEAD.equals(this.request.getMethod()) || !body.isReadable()) {
			return this.response.send().then();
		}
		return this.response.sendObject(body).then();
	}

	private Mono<Void> notModified(HttpHeaders headers) {
		headers.remove(HttpHeaderNames.CONTENT_LENGTH);
		headers.remove(HttpHeaderNames.CONTENT_TYPE);
		headers.remove(HttpHeaderNames.CONTENT_ENCODING);
		return this.response.status(304).send().then();
	}

	private Mono<Void> part(String value, Representation representation, HttpHeaders headers) {
		var range = ByteRange.of(value, representation.length());
		if (range == null) {
			return whole(representation.body(0, representation.length()));
		}
		if (!range.isSatisfiable()) {
			headers.set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + representation.length());
			headers.set(HttpHeaderNames.CONTENT_LENGTH, "0");
			return this.response.status(416).send().then();
		}
		headers.set(HttpHeaderNames.CONTENT_RANGE,
				"bytes %d-%d/%d".formatted(range.first(), range.last(), representation.length()));
		headers.set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(range.length()));
		return this.response.status(206).sendObject(representation.body(range.first(), range.length())).then();
	}

	private boolean rangeApplies(StoredResponse stored, Representation representation) {
		var condition = this.asked.get(HttpHeaderNames.IF_RANGE);
		if (condition == null) {
			return true;
		}
		if (condition.startsWith("\"") || condition.startsWith("W/")) {
			return EntityTag.isSame(condition, representation.etag());
		}
		return stored.lastModified() != HttpDate.NONE && HttpDate.parse(condition) == stored.lastModified();
	}

	/** RFC 9110, 13.2.2, as far as it concerns reads. */
	private boolean isKnown(@Nullable String etag, long lastModified) {
		var tags = this.asked.getAll(HttpHeaderNames.IF_NONE_MATCH);
		if (!tags.isEmpty()) {
			return EntityTag.isAmong(tags, etag);
		}
		var since = this.asked.get(HttpHeaderNames.IF_MODIFIED_SINCE);
		if (since == null || lastModified == HttpDate.NONE) {
			return false;
		}
		long date = HttpDate.parse(since);
		return date != HttpDate.NONE && lastModified <= date;
	}

	/**
	 * Passes a response on as it comes; coded for the client, unless each part is sent at
	 * once.
	 * @param origin status and headers
	 * @param body the body
	 * @param flushing whether each part is sent at once
	 * @param cacheStatus why nothing else was shown
	 */
	Mono<Void> pass(CapturedResponse origin, Publisher<? extends DataBuffer> body, boolean flushing,
			String cacheStatus) {
		var headers = this.response.responseHeaders();
		this.passing = true;
		headers.add(origin.nettyHeaders());
		headers.remove(Fetch.CACHE_TAG);
		headers.remove(Fetch.CDN_CACHE_CONTROL);
		var trace = origin.nettyHeaders().get(TRACE_RESPONSE_NAME);
		describe(headers, cacheStatus, (trace != null) ? trace : ownTrace());
		this.response.status(origin.status());
		if (origin.status() >= SERVER_ERROR) {
			this.onFailure.run();
		}
		long length = origin.getHeaders().getContentLength();
		boolean coding = !flushing && length >= 0 && length <= LARGEST_CODED_IN_PASSING && mayBeCoded(origin.status())
				&& Codings.suit(origin.getHeaders(), length);
		if (coding) {
			headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
			coding = AcceptEncoding.weight(this.asked.get(HttpHeaderNames.ACCEPT_ENCODING), Codings.GZIP) > 0;
		}
		if (this.conditionsTaken && origin.status() == 200 && isKnown(headers.get(HttpHeaderNames.ETAG),
				HttpDate.parse(headers.get(HttpHeaderNames.LAST_MODIFIED)))) {
			if (coding) {
				describeCoded(headers);
			}
			return discard(body).then(notModified(headers));
		}
		if (hasNoBody(origin.status())) {
			headers.remove(HttpHeaderNames.CONTENT_LENGTH);
			return discard(body).then(this.response.send().then());
		}
		if (HttpMethod.HEAD.equals(this.request.getMethod())) {
			if (coding) {
				// how long it would be is not known without it
				headers.remove(HttpHeaderNames.CONTENT_LENGTH);
				describeCoded(headers);
			}
			return discard(body).then(this.response.send().then());
		}
		if (coding) {
			return coded(body, (int) length, headers);
		}
		if (!flushing && length > 0 && length <= LARGEST_IN_ONE) {
			return inOne(body, (int) length);
		}
		if (flushing) {
			return this.response.send(Flux.from(body).map(NettyDataBufferFactory::toByteBuf), (_) -> true).then();
		}
		return this.response
			.send((body instanceof Mono<? extends DataBuffer> whole) ? whole.map(NettyDataBufferFactory::toByteBuf)
					: Flux.from(body).map(NettyDataBufferFactory::toByteBuf))
			.then();
	}

	private static boolean hasNoBody(int status) {
		return status == 204 || status == 304;
	}

	/** A part is one of the bytes as they are (RFC 9110, 14.4). */
	private static boolean mayBeCoded(int status) {
		return status != 206 && !hasNoBody(status);
	}

	/**
	 * One write costs less than several, and whoever breaks off before has sent nothing
	 * yet.
	 */
	private Mono<Void> inOne(Publisher<? extends DataBuffer> body, int length) {
		return new AnnouncedBody(length).of(body)
			.flatMap((whole) -> this.response.sendObject(Unpooled.wrappedBuffer(whole)).then());
	}

	/**
	 * What is coded on the way is the same content, but its bytes were not promised. It
	 * goes out as it is if too many are being coded.
	 */
	private Mono<Void> coded(Publisher<? extends DataBuffer> body, int length, HttpHeaders headers) {
		return new AnnouncedBody(length).of(body).flatMap((plain) -> gzip(plain).doOnNext((coded) -> {
			describeCoded(headers);
			headers.set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(coded.length));
		})
			.onErrorReturn(RejectedExecutionException.class, plain)
			.flatMap((bytes) -> this.response.sendObject(Unpooled.wrappedBuffer(bytes)).then()));
	}

	private Mono<byte[]> gzip(byte[] plain) {
		return (plain.length <= LARGEST_CODED_AT_ONCE) ? Mono.just(Codings.gzip(plain))
				: Mono.fromSupplier(() -> Codings.gzip(plain)).subscribeOn(this.coding);
	}

	private static void describeCoded(HttpHeaders headers) {
		headers.set(HttpHeaderNames.CONTENT_ENCODING, Codings.GZIP);
		var etag = headers.get(HttpHeaderNames.ETAG);
		if (etag != null) {
			headers.set(HttpHeaderNames.ETAG, EntityTag.weak(etag));
		}
	}

	/**
	 * Reads what little of a body is left, so that its connection can serve again, or
	 * breaks it off.
	 */
	static Mono<Void> discard(Publisher<? extends DataBuffer> body) {
		return Flux.from(body)
			.map(Reply::released)
			.scan(0L, Long::sum)
			.takeUntil((length) -> length > MOST_READ_IN_VAIN)
			.then()
			.timeout(READ_IN_VAIN, Mono.empty());
	}

	private static long released(DataBuffer buffer) {
		long length = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return length;
	}

	/**
	 * Says that there is no answer because something failed.
	 * @param problem what happened
	 * @param cacheStatus why
	 * @param secure whether the request came over TLS
	 */
	Mono<Void> breakDown(EdgeProblems.Prepared problem, String cacheStatus, boolean secure) {
		this.onFailure.run();
		return fail(problem, cacheStatus, secure);
	}

	/**
	 * Says that there is no answer.
	 * @param problem what happened
	 * @param cacheStatus why
	 * @param secure whether the request came over TLS
	 */
	Mono<Void> fail(EdgeProblems.Prepared problem, String cacheStatus, boolean secure) {
		return fail(problem, cacheStatus, secure, null);
	}

	/**
	 * The same, in a trace.
	 * @param problem what happened
	 * @param cacheStatus why
	 * @param secure whether the request came over TLS
	 * @param trace the value of {@code traceresponse}, or {@code null} for a trace of
	 * this request alone
	 */
	Mono<Void> fail(EdgeProblems.Prepared problem, String cacheStatus, boolean secure, @Nullable String trace) {
		var headers = this.response.responseHeaders();
		headers.clear();
		problem.applyTo(headers, secure);
		describe(headers, cacheStatus, (trace != null) ? trace : ownTrace());
		this.response.status(problem.status());
		return whole(problem.body());
	}

	boolean isBegun() {
		return this.response.hasSentHeaders();
	}

	private void describe(HttpHeaders headers, CharSequence cacheStatus, CharSequence trace) {
		headers.set(CACHE_STATUS, cacheStatus);
		headers.set(TRACE_RESPONSE_NAME, trace);
		long tenths = (System.nanoTime() - this.start) / NANOS_PER_TENTH;
		var timing = (tenths == 0) ? NO_TIME : "gateway;dur=" + tenths / 10 + '.' + tenths % 10;
		// scripts cannot read headers of the page they are in, but this one
		headers.add(SERVER_TIMING, isRecorded(trace) ? timing + ", trace;desc=\"" + trace + '"' : timing);
	}

	private static boolean isRecorded(CharSequence trace) {
		return trace.charAt(trace.length() - 1) == '1';
	}

	private AsciiString ownTrace() {
		return UnrecordedTrace.of(this.asked.get(TRACE_PARENT_NAME));
	}

}
