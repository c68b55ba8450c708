package dev.akshay.portfolio.gateway.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.gateway.chaos.RunningFaults.Ordered;
import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import dev.akshay.portfolio.gateway.protection.ClientAddress;
import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.chaos.Faults;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Visitors who broke something for themselves. Who it is and what is broken says the
 * database alone, which is asked once a second at most, and only while somebody wants to
 * know. While it is away, what was known last holds: it ends by itself.
 */
@Component
public final class ChaosSessions implements DisposableBean {

	/** Where faults are ordered and mended, which is never broken. */
	public static final String ADDRESS = "/api/live/chaos";

	private static final Log logger = LogFactory.getLog(ChaosSessions.class);

	/** Clocks of the gateway and of timers need not agree to the millisecond. */
	private static final Duration A_LITTLE_LATER = Duration.ofMillis(200);

	private final RunningFaults faults;

	private final ChaosSettings settings;

	private final ChaosNews news;

	private final Clock clock;

	private final AtomicInteger inFlight = new AtomicInteger();

	private final Shares<String> visitors;

	private final Shares<Long> networks;

	private final Disposable.Composite ends = Disposables.composite();

	private volatile List<Ordered> last = List.of();

	private volatile Mono<List<Ordered>> known;

	ChaosSessions(RunningFaults faults, ChaosSettings settings, ChaosNews news, ObjectProvider<Clock> clock,
			MeterRegistry meters) {
		this.faults = faults;
		this.settings = settings;
		this.visitors = new Shares<>(settings.visitorInFlight());
		this.networks = new Shares<>(settings.networkInFlight());
		this.news = news;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
		this.known = looking();
		meters.gauge("portfolio.chaos.in.flight", this.inFlight);
	}

	/**
	 * Finds the visitor to whom a request belongs.
	 * @param request a request
	 * @return who it is, empty for everybody who has nothing broken at the moment; never
	 * an error
	 */
	public Mono<ChaosSession> of(ServerHttpRequest request) {
		var id = ChaosCookie.sessionOf(request);
		return (id == null) ? Mono.empty() : running()
			.filter((all) -> all.stream().anyMatch((one) -> one.session().equals(id)))
			.map((all) -> new ChaosSession(id,
					new Faults(all.stream().filter((one) -> one.session().equals(id)).map(Ordered::fault).toList())));
	}

	/**
	 * Begins the work on a request of such a visitor.
	 * @param visitor who she is
	 * @param request her request
	 * @return its place, to be given back, or why there is none
	 */
	public Entry enter(ChaosSession visitor, ServerHttpRequest request) {
		if (!this.visitors.take(visitor.id())) {
			return Crowded.VISITOR;
		}
		var network = network(request);
		if (network != null && !this.networks.take(network)) {
			this.visitors.leave(visitor.id());
			return Crowded.NETWORK;
		}
		var place = new Place(visitor.id(), network);
		if (this.inFlight.incrementAndGet() > this.settings.inFlight()) {
			place.leave();
			return Crowded.ALL;
		}
		return place;
	}

	/**
	 * The network whose share a request is of. The machine itself has none: there labs
	 * ask, which visitors must not keep from it, and whoever tries it by hand. A proxy
	 * there has to be trusted for any limit to know clients apart.
	 * @return its number, or {@code null}
	 */
	private static @Nullable Long network(ServerHttpRequest request) {
		return ClientAddress.of(request)
			.filter((client) -> !client.address().isLoopbackAddress())
			.map(ClientAddress::network)
			.orElse(null);
	}

	/** What is broken at the moment, for whomever. */
	Mono<List<Ordered>> running() {
		return Mono.defer(() -> this.known).map((all) -> {
			long now = this.clock.instant().getEpochSecond();
			return all.stream().filter((one) -> !one.fault().isOver(now)).toList();
		});
	}

	private Mono<List<Ordered>> looking() {
		return Mono.defer(() -> this.faults.all(this.clock.instant()).collectList())
			.timeout(this.settings.patience())
			.doOnNext((all) -> this.last = all)
			.onErrorResume((error) -> Mono.fromSupplier(() -> {
				logger.debug("what visitors broke cannot be looked up", error);
				return this.last;
			}))
			.cache(this.settings.fresh());
	}

	/** Whether somebody is known whose faults are not over, by the database itself. */
	Mono<Boolean> isKnown(String session) {
		return this.faults.all(this.clock.instant())
			.any((one) -> one.session().equals(session))
			.onErrorMap(OwnerUnavailable.class, ChaosUnavailable::new);
	}

	/** The same, and yes if the database does not say so soon. */
	Mono<Boolean> mayBeKnown(String session) {
		return isKnown(session).timeout(this.settings.patience()).onErrorResume((error) -> {
			logger.debug("whether a visitor is known cannot be looked up", error);
			return Mono.just(true);
		});
	}

	/**
	 * Takes an order.
	 * @param session whose it is
	 * @param order what is ordered
	 * @param asking the request that orders it
	 * @return all that is hers, once it is known here; fails with {@link BudgetSpent} if
	 * too much is broken already
	 */
	Mono<List<Ordered>> order(String session, Order order, ServerHttpRequest asking) {
		var network = network(asking);
		return Mono.deferContextual((request) -> {
			// in whole seconds, as it travels, and not shorter than it was ordered
			long end = this.clock.instant().plusMillis(999).getEpochSecond() + order.seconds();
			var fault = new Fault(order.service(), order.kind(), order.amount(), order.percent(), end);
			return sweep().then(this.faults.add(session, network, fault))
				.flatMap((added) -> added ? Mono.<Void>empty() : spent(network))
				.then(Mono.fromRunnable(() -> {
					this.news.ordered(fault, request);
					tellEnd(fault);
				}))
				.then(renewed())
				.map((all) -> all.stream().filter((one) -> one.session().equals(session)).toList());
		})
			.onErrorMap((error) -> error instanceof OwnerUnavailable || Exceptions.isRetryExhausted(error),
					ChaosUnavailable::new);
	}

	private Mono<Void> spent(@Nullable Long network) {
		return this.faults.all(this.clock.instant()).collectList().flatMap((all) -> {
			var near = all.stream().filter((one) -> network != null && network.equals(one.network())).toList();
			return Mono.error((near.size() >= this.settings.networkFaults())
					? BudgetSpent.byNetwork(untilTheFirstEnds(near)) : BudgetSpent.byAll(untilTheFirstEnds(all)));
		});
	}

	private Duration untilTheFirstEnds(List<Ordered> faults) {
		return faults.stream()
			.findFirst()
			.map((first) -> Duration.between(this.clock.instant(), Instant.ofEpochSecond(first.fault().end())))
			.orElse(Duration.ZERO);
	}

	/**
	 * Mends all that a visitor broke.
	 * @param session whose it is
	 * @return completes when it is known here
	 */
	Mono<Void> reset(String session) {
		return Flux
			.deferContextual(
					(request) -> this.faults.reset(session).doOnNext((one) -> this.news.reset(one.fault(), request)))
			.then(renewed())
			.then()
			.onErrorMap(OwnerUnavailable.class, ChaosUnavailable::new);
	}

	/** What this replica changed it knows at once, however long the database takes. */
	private Mono<List<Ordered>> renewed() {
		return Mono.defer(() -> this.faults.all(this.clock.instant()).collectList()).doOnNext((all) -> {
			this.last = all;
			this.known = looking();
		});
	}

	/** Tells of what is over, and forgets it and where it was ordered. */
	Mono<Void> sweep() {
		return Mono.defer(() -> this.faults.sweep(this.clock.instant()).doOnNext(this::tellOver).then());
	}

	private void tellOver(Ordered over) {
		this.news.ended(over.fault());
	}

	private void tellEnd(Fault fault) {
		var waiting = Disposables.swap();
		this.ends.add(waiting);
		waiting.update(Mono
			.delay(Duration.between(this.clock.instant(), Instant.ofEpochSecond(fault.end())).plus(A_LITTLE_LATER))
			.then(sweep())
			.doFinally((_) -> this.ends.remove(waiting))
			.subscribe((_) -> {
			}, (error) -> logger.debug("that a fault is over is told later", error)));
	}

	@Override
	public void destroy() {
		this.ends.dispose();
	}

	/** What comes of it when such a visitor asks for something. */
	public sealed interface Entry permits Place, Crowded {

	}

	/** Whose share of what is done at a time is used up, so that nothing is done. */
	public enum Crowded implements Entry {

		/** that of all such visitors */
		ALL,
		/** hers */
		VISITOR,
		/** that of the network she comes from */
		NETWORK

	}

	/** The place of a request that is worked on. */
	public final class Place implements Entry {

		private final AtomicBoolean taken = new AtomicBoolean(true);

		private final String visitor;

		private final @Nullable Long network;

		private Place(String visitor, @Nullable Long network) {
			this.visitor = visitor;
			this.network = network;
		}

		/** Gives it back; what was given back stays so. */
		public void leave() {
			if (this.taken.compareAndSet(true, false)) {
				ChaosSessions.this.inFlight.decrementAndGet();
				ChaosSessions.this.visitors.leave(this.visitor);
				if (this.network != null) {
					ChaosSessions.this.networks.leave(this.network);
				}
			}
		}

	}

}
