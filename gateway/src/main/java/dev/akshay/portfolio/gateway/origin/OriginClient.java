package dev.akshay.portfolio.gateway.origin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import dev.akshay.portfolio.gateway.chaos.ChaosCookie;
import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.protection.SenderHeaders;
import dev.akshay.portfolio.platform.chaos.Faults;
import dev.akshay.portfolio.platform.client.ServiceReplicas;
import dev.akshay.portfolio.platform.deadline.Deadline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.filter.headers.GRPCRequestHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveHopByHopHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveXForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.TransferEncodingNormalizationHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.observation.ObservedRequestHttpHeadersFilter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Sends requests to replicas, each attempt a value of its own that can be given up. */
@Component
public class OriginClient {

	/** What these do is done here in one go. */
	private static final Set<Class<?>> DONE_HERE = Set.of(RemoveHopByHopHeadersFilter.class,
			RemoveForwardedHeadersFilter.class, RemoveXForwardedHeadersFilter.class,
			TransferEncodingNormalizationHeadersFilter.class, GRPCRequestHeadersFilter.class,
			ObservedRequestHttpHeadersFilter.class);

	/** Connections that have it are in pools of their own. */
	private static final AttributeKey<Boolean> APART = AttributeKey.valueOf(OriginClient.class, "apart");

	private final HttpClient http;

	private final ServiceReplicas services;

	private final AttemptTracing tracing;

	private final EventLoopTimers timers;

	private final List<HttpHeadersFilter> headersFilters;

	OriginClient(HttpClient http, ServiceReplicas services, AttemptTracing tracing, EventLoopTimers timers,
			ObjectProvider<HttpHeadersFilter> headersFilters) {
		this.http = http;
		this.services = services;
		this.tracing = tracing;
		this.timers = timers;
		this.headersFilters = headersFilters.orderedStream()
			.filter((filter) -> !DONE_HERE.contains(filter.getClass())
					&& filter.supports(HttpHeadersFilter.Type.REQUEST))
			.toList();
	}

	/**
	 * Where a route leads.
	 * @param address the route's address, whose host may be a service's name
	 * @param silence how long nothing may come, before an answer or in the middle of it
	 * @param pause how long a replica that does not answer comes last
	 * @return the replicas there
	 */
	public Replicas replicas(URI address, Duration silence, Duration pause) {
		return new Replicas(address.getHost(), this.services.all(address), this.http.responseTimeout(silence), pause);
	}

	/**
	 * The same for visitors who broke something for themselves: neither do they take
	 * connections from others, nor does anybody else hear which replica did not answer
	 * them.
	 * @param address the route's address, whose host may be a service's name
	 * @param silence how long nothing may come, before an answer or in the middle of it
	 * @param pause how long a replica that does not answer comes last
	 * @return the replicas there
	 */
	public Replicas replicasApart(URI address, Duration silence, Duration pause) {
		return new Replicas(address.getHost(), this.services.all(address),
				this.http.responseTimeout(silence).attr(APART, true), pause);
	}

	/**
	 * Reads what a client wants.
	 * @param exchange the client's request
	 * @param context the subscriber's context, which knows the client's own deadline, and
	 * what she broke for herself
	 * @param limit how long the service may take to begin its answer
	 * @return the request, to be attempted
	 */
	public OriginRequest request(ServerWebExchange exchange, ContextView context, Duration limit) {
		var request = exchange.getRequest();
		var upload = hasBody(request) ? new OriginRequest.Upload(request) : null;
		var ours = System.nanoTime() + limit.toNanos() + ((upload != null) ? Attempt.UPLOAD_LIMIT.toNanos() : 0);
		var theirs = Deadline.from(context);
		var deadline = (theirs != null && theirs.nanoTime() - ours < 0) ? theirs.nanoTime() : ours;
		return new OriginRequest(request, headers(exchange, upload, ChaosSession.from(context)), upload,
				this.tracing.spanOf(exchange), ours, deadline);
	}

	private static boolean hasBody(ServerHttpRequest request) {
		var headers = request.getHeaders();
		return headers.getContentLength() > 0
				|| headers.containsHeader(org.springframework.http.HttpHeaders.TRANSFER_ENCODING);
	}

	private HttpHeaders headers(ServerWebExchange exchange, OriginRequest.@Nullable Upload upload,
			@Nullable ChaosSession chaos) {
		var sent = exchange.getRequest().getHeaders();
		for (var filter : this.headersFilters) {
			sent = filter.filter(sent, exchange);
		}
		var headers = new DefaultHttpHeaders();
		var named = PassedHeaders.namedByConnection(sent.get(org.springframework.http.HttpHeaders.CONNECTION));
		sent.forEach((name, values) -> {
			if (PassedHeaders.passesToService(name, named)) {
				headers.add(name, values);
			}
		});
		SenderHeaders.tell(exchange.getRequest(), headers::set);
		if (chaos != null) {
			tell(chaos, headers);
		}
		if (upload != null && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
			headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		}
		return headers;
	}

	private static void tell(ChaosSession chaos, HttpHeaders headers) {
		headers.set(Faults.HEADER, chaos.faults().headerValue());
		var cookies = headers.getAll(HttpHeaderNames.COOKIE).stream().map(ChaosCookie::without).toList();
		headers.remove(HttpHeaderNames.COOKIE);
		cookies.stream().filter((line) -> !line.isEmpty()).forEach((line) -> headers.add(HttpHeaderNames.COOKIE, line));
	}

	/**
	 * Sends a request to a replica.
	 * @param request the request
	 * @param replica the replica
	 * @param limit how long it may take to begin its answer, counted from the end of the
	 * request's body
	 * @param reason why it is sent once more, or nothing
	 * @return the answer as soon as its head is there. Fails with {@link IOException} if
	 * the replica cannot be reached or breaks off, {@link TimeoutException} if it does
	 * not answer in time, {@link InvalidAnswer} if what it says is no HTTP,
	 * {@link UploadFailed} if the client does not finish the request
	 */
	public Mono<OriginResponse> attempt(OriginRequest request, Replica replica, Duration limit, String reason) {
		return new Attempt(request, replica, limit, reason, this.tracing, this.timers);
	}

}
