package dev.akshay.portfolio.gateway.resilience;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import dev.akshay.portfolio.gateway.chaos.ChaosSession;
import dev.akshay.portfolio.gateway.decision.EventStream;
import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.owner.RecentOwner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses what is more than can be done, before anything is done for it. How much that
 * is, is learnt from how long answers take to begin
 * (<a href="https://github.com/Netflix/concurrency-limits">Gradient2</a>): where waiting
 * grows, something queues. Visitors are refused first; a part of the limit is kept for
 * the owner. Health is asked for at a port of its own, where nothing is refused.
 */
@Component
class Shedding implements WebFilter, Ordered {

	// a page takes longer than an API call, and both are sampled
	private static final double TOLERANCE = 2;

	private static final Set<String> LOG_INS = Set.of("/api/session", "/studio/login");

	private static final Set<String> WAYS_TO_LOG_IN = Set.of("/studio/login", "/studio/login/oidc",
			"/studio/login/oidc/callback");

	private final RecentOwner owner;

	private final Limit limit;

	private final double open;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final Counter visitorsRefused;

	private final Counter ownerRefused;

	Shedding(SheddingSettings settings, RecentOwner owner, MeterRegistry meters) {
		this.owner = owner;
		this.limit = WindowedLimit.newBuilder()
			.build(Gradient2Limit.newBuilder()
				.initialLimit(settings.initial())
				.minLimit(settings.min())
				.maxConcurrency(settings.max())
				.rttTolerance(TOLERANCE)
				.build());
		this.open = 1 - settings.reserve();
		this.visitorsRefused = meters.counter("portfolio.shedding.refused", "traffic", "visitors");
		this.ownerRefused = meters.counter("portfolio.shedding.refused", "traffic", "owner");
		meters.gauge("portfolio.shedding.limit", this.limit, Limit::getLimit);
		meters.gauge("portfolio.shedding.in.flight", this.inFlight);
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((context) -> {
			if (ChaosSession.from(context) != null) {
				// they are counted where they come in, and how long they take says
				// nothing
				return chain.filter(exchange);
			}
			var first = hasPrecedence(exchange.getRequest());
			var place = take(first);
			if (place == 0) {
				(first ? this.ownerRefused : this.visitorsRefused).increment();
				Refusal.LOAD.leaveIn(exchange);
				return Mono.error(TooMuchToDo::new);
			}
			var work = new Work(place, exchange.getResponse());
			exchange.getResponse().beforeCommit(work::begun);
			return chain.filter(exchange).doFinally((_) -> work.release());
		});
	}

	/**
	 * The owner, once she was recognised, and whoever wants to be: how often somebody may
	 * try is limited before.
	 */
	private boolean hasPrecedence(ServerHttpRequest request) {
		return this.owner.sent(request.getHeaders()) || switch (request.getMethod().name()) {
			case "POST" -> LOG_INS.contains(request.getPath().value());
			case "GET", "HEAD" -> WAYS_TO_LOG_IN.contains(request.getPath().value());
			default -> false;
		};
	}

	/** How many there are with this one, or zero if it is one too many. */
	private int take(boolean first) {
		var most = first ? this.limit.getLimit() : Math.max(1, (int) (this.limit.getLimit() * this.open));
		while (true) {
			var now = this.inFlight.get();
			if (now >= most) {
				return 0;
			}
			if (this.inFlight.compareAndSet(now, now + 1)) {
				return now + 1;
			}
		}
	}

	// behind what describes every answer, before everything that works
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 40;
	}

	/** A request that was let in. Its place is free again when its answer begins. */
	private final class Work {

		private final AtomicBoolean over = new AtomicBoolean();

		private final long start = System.nanoTime();

		private final int place;

		private final ServerHttpResponse response;

		Work(int place, ServerHttpResponse response) {
			this.place = place;
			this.response = response;
		}

		Mono<Void> begun() {
			return Mono.fromRunnable(() -> {
				if (release() && !isStream()) {
					Shedding.this.limit.onSample(this.start, System.nanoTime() - this.start, this.place, false);
				}
			});
		}

		/**
		 * A stream begins when there is something to tell, which says nothing about load.
		 */
		private boolean isStream() {
			return EventStream.isIn(this.response.getHeaders());
		}

		boolean release() {
			var first = this.over.compareAndSet(false, true);
			if (first) {
				Shedding.this.inFlight.decrementAndGet();
			}
			return first;
		}

	}

}
