package dev.akshay.portfolio.gateway.resilience;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

import dev.akshay.portfolio.gateway.decision.Refusal;
import dev.akshay.portfolio.gateway.failure.ServiceUnavailable;
import dev.akshay.portfolio.gateway.origin.InvalidAnswer;
import dev.akshay.portfolio.gateway.origin.OriginRequest;
import dev.akshay.portfolio.gateway.origin.OriginResponse;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.server.ServerWebExchange;

/**
 * Stands before one service: how many may wait for it, when it is left alone, what is
 * tried again.
 */
public final class ServiceGuard {

	private static final Log logger = LogFactory.getLog(ServiceGuard.class);

	private static final Duration A_MOMENT = Duration.ofSeconds(1);

	private static final double JITTER = 0.5;

	private final String service;

	private final ResilienceSettings settings;

	private final Scheduler timers;

	private final CircuitBreaker breaker;

	private final CircuitBreakerOperator<OriginResponse> breaking;

	private final BulkheadOperator<OriginResponse> limiting;

	private final Budget retries;

	private final ApplicationEventPublisher events;

	private final boolean chaos;

	private final Counter notPermitted;

	private final Counter full;

	private final Counter retried;

	private final Counter unaffordable;

	private volatile long openUntil;

	/**
	 * A guard.
	 * @param service the service's name
	 * @param settings how it is dealt with
	 * @param timers what waits between two tries
	 * @param meters where it is counted
	 * @param events where changes of the breaker are told
	 * @param chaos whether it is for a visitor alone, who broke something for herself
	 */
	public ServiceGuard(String service, ResilienceSettings settings, Scheduler timers, MeterRegistry meters,
			ApplicationEventPublisher events, boolean chaos) {
		this.service = service;
		this.settings = settings;
		this.timers = timers;
		this.events = events;
		this.chaos = chaos;
		this.breaker = breaker(service, settings.breaker());
		this.breaker.getEventPublisher().onStateTransition(this::changed);
		this.breaking = CircuitBreakerOperator.of(this.breaker);
		var bulkhead = Bulkhead.of(service,
				BulkheadConfig.custom()
					.maxConcurrentCalls(settings.concurrent())
					.maxWaitDuration(Duration.ZERO)
					.writableStackTraceEnabled(false)
					.build());
		this.limiting = BulkheadOperator.of(bulkhead);
		var retry = settings.retry();
		this.retries = new Budget(retry.share(), retry.perSecond(), retry.burst(), System::nanoTime);
		this.notPermitted = meters.counter("portfolio.breaker.refused", "service", service);
		this.full = meters.counter("portfolio.bulkhead.refused", "service", service);
		this.retried = meters.counter("portfolio.retries", "service", service, "outcome", "tried");
		this.unaffordable = meters.counter("portfolio.retries", "service", service, "outcome", "unaffordable");
		meters.gauge("portfolio.breaker.open", Tags.of("service", service), this.breaker,
				(state) -> switch (state.getState()) {
					case OPEN, FORCED_OPEN -> 1;
					case HALF_OPEN -> 0.5;
					default -> 0;
				});
		meters.gauge("portfolio.bulkhead.free", Tags.of("service", service), bulkhead,
				(state) -> state.getMetrics().getAvailableConcurrentCalls());
	}

	private static CircuitBreaker breaker(String service, ResilienceSettings.Breaker settings) {
		return CircuitBreaker.of(service,
				CircuitBreakerConfig.custom()
					.slidingWindow((int) Math.max(1, settings.window().toSeconds()), settings.calls(),
							SlidingWindowType.TIME_BASED, SlidingWindowSynchronizationStrategy.LOCK_FREE)
					.failureRateThreshold(settings.failures())
					.waitDurationInOpenState(settings.open())
					.permittedNumberOfCallsInHalfOpenState(settings.trials())
					.recordResult((answer) -> answer instanceof OriginResponse response && response.isFailure())
					.recordException(ServiceGuard::isFailure)
					// whatever else happens says nothing about the service
					.ignoreException((error) -> !isFailure(error))
					.writableStackTraceEnabled(false)
					.build());
	}

	private static boolean isFailure(Throwable error) {
		return error instanceof IOException || error instanceof TimeoutException || error instanceof InvalidAnswer;
	}

	/**
	 * Lets an attempt through, or not. A place is taken until the head of the answer is
	 * there: what counts is who waits for the service, and a stream, whose body never
	 * ends, would keep its place for ever.
	 * @param attempt the attempt
	 * @return the attempt; fails with {@link ServiceUnavailable} instead if the service
	 * is left alone or has enough to do
	 */
	public Mono<OriginResponse> guard(Mono<OriginResponse> attempt) {
		return attempt.transform(this.breaking).transform(this.limiting);
	}

	/**
	 * Tries again what fails in passing, as long as time and budget allow.
	 * @param request what is asked for; only what is repeatable is tried again
	 * @param tries gives the try of a number, counted from zero
	 * @return the first answer that is worth something, or the last one
	 */
	public Mono<OriginResponse> repeat(OriginRequest request, IntFunction<Mono<OriginResponse>> tries) {
		if (!request.isRepeatable() || this.settings.retry().times() == 0) {
			return tries.apply(0);
		}
		this.retries.earn();
		return attempt(request, tries, 0);
	}

	private Mono<OriginResponse> attempt(OriginRequest request, IntFunction<Mono<OriginResponse>> tries, int number) {
		var attempt = tries.apply(number);
		if (number >= this.settings.retry().times()) {
			return attempt;
		}
		// not handle(), which lays the context on the thread for whoever it calls
		return attempt
			.flatMap((answer) -> answer.isTransient(this.settings.retry().patience().toSeconds())
					? Mono.<OriginResponse>error(new TransientAnswer(answer)) : Mono.just(answer))
			.onErrorResume((error) -> switch (error) {
				case TransientAnswer ex when mayRepeat(request, number) -> {
					ex.answer.discard();
					yield again(request, tries, number);
				}
				case TransientAnswer ex -> Mono.just(ex.answer);
				case IOException _ when mayRepeat(request, number) -> again(request, tries, number);
				default -> Mono.error(error);
			});
	}

	private boolean mayRepeat(OriginRequest request, int number) {
		if (request.leftNanos() <= backoff(number).toNanos() * (1 + JITTER)) {
			return false;
		}
		if (!this.retries.spend()) {
			this.unaffordable.increment();
			return false;
		}
		this.retried.increment();
		return true;
	}

	private Mono<OriginResponse> again(OriginRequest request, IntFunction<Mono<OriginResponse>> tries, int number) {
		var jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
		var wait = Duration.ofNanos((long) (backoff(number).toNanos() * jitter));
		return Mono.delay(wait, this.timers).then(Mono.defer(() -> attempt(request, tries, number + 1)));
	}

	private Duration backoff(int number) {
		return this.settings.retry().backoff().multipliedBy(1L << number);
	}

	/**
	 * Says what a refusal means for the client.
	 * @param error what an attempt failed with
	 * @return when to come back, if it was refused; else the same error
	 */
	public Throwable named(Throwable error) {
		return switch (error) {
			case CallNotPermittedException _ -> {
				this.notPermitted.increment();
				yield new ServiceUnavailable(this.service, untilItIsTried(), error);
			}
			case BulkheadFullException _ -> {
				this.full.increment();
				yield new ServiceUnavailable(this.service, A_MOMENT, error);
			}
			default -> error;
		};
	}

	/**
	 * The state of the breaker.
	 * @return {@code closed}, {@code open} or {@code half-open}
	 */
	public String breakerState() {
		return this.breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Notes what kept a request from its service, if anything did.
	 * @param error what an attempt failed with
	 * @param exchange the request, which is told of the breaker or the limit; of nothing
	 * if the service was asked
	 */
	public static void leaveRefusal(Throwable error, ServerWebExchange exchange) {
		switch (error) {
			case CallNotPermittedException _ -> Refusal.BREAKER.leaveIn(exchange);
			case BulkheadFullException _ -> Refusal.LIMIT.leaveIn(exchange);
			default -> {
			}
		}
	}

	private Duration untilItIsTried() {
		var left = Duration.ofNanos(this.openUntil - System.nanoTime());
		return (left.compareTo(A_MOMENT) > 0) ? left : A_MOMENT;
	}

	private void changed(CircuitBreakerOnStateTransitionEvent event) {
		var transition = event.getStateTransition();
		if (transition.getToState() == CircuitBreaker.State.OPEN) {
			this.openUntil = System.nanoTime() + this.settings.breaker().open().toNanos();
		}
		logger.info("The breaker of %s went from %s to %s%s".formatted(this.service, transition.getFromState(),
				transition.getToState(), this.chaos ? ", for a visitor who broke something" : ""));
		this.events.publishEvent(new BreakerChanged(this.service, transition.getFromState().name(),
				transition.getToState().name(), event.getCreationTime().toInstant(), this.chaos));
	}

	/** An answer on its way to the decision whether to ask again. */
	private static final class TransientAnswer extends RuntimeException {

		private final transient OriginResponse answer;

		TransientAnswer(OriginResponse answer) {
			super(null, null, false, false);
			this.answer = answer;
		}

	}

}
