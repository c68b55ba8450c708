package dev.akshay.portfolio.insights.lab.breaker;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.akshay.portfolio.insights.lab.Lab;
import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.insights.lab.breaker.ChaosVisitor.Slow;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Breaks a service for itself, as any visitor may, and goes on reading at the gateway
 * until all is well again. Hypothesis: every request is answered with content, the
 * breaker opens and closes again, and who is refused by breaker or limit gets at once
 * what is kept.
 */
@Component
class BreakerLab implements Lab<BreakerChoice, BreakerReport> {

	static final String NAME = "breaker";

	/** Every portfolio has it, whatever is in it, and one service alone makes it. */
	private static final String PAGE = "/api/projects";

	private static final String SERVICE = "projects-service";

	/** Longer than the gateway waits. */
	private static final int WAIT_MILLIS = 10_000;

	/**
	 * A millisecond in a service that is never asked here. It keeps a visitor apart whose
	 * fault is over: otherwise nobody would ask by her breaker any more, and it would
	 * never close.
	 */
	private static final Slow STAYING = new Slow("contact-service", 1, 90);

	/**
	 * Requests that find all well. Fewer than may wait at the limit, or those that fail
	 * would never be half of what the breaker sees.
	 */
	private static final int BEFORE = 8;

	/** More than can wait, each of them ten seconds at most. */
	private static final int AT_ONCE = 256;

	private final LabClient client;

	BreakerLab(LabClient client) {
		this.client = client;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Class<BreakerChoice> choiceType() {
		return BreakerChoice.class;
	}

	@Override
	public Class<BreakerReport> reportType() {
		return BreakerReport.class;
	}

	@Override
	public Flux<BreakerReport> run(String run, BreakerChoice choice) {
		return this.client.replica(URI.create("http://gateway"))
			.flatMapMany(
					(gateway) -> keep(gateway).thenMany(Flux.usingWhen(ChaosVisitor.by(this.client, gateway, STAYING),
							(visitor) -> experiment(visitor, choice), ChaosVisitor::mend)));
	}

	/** So that there is something to fall back on, as after any visitor before her. */
	private Mono<Void> keep(URI gateway) {
		return this.client.suite(HttpMethod.GET, gateway.resolve(PAGE))
			.exchangeToMono((response) -> response.statusCode().is2xxSuccessful() ? response.releaseBody()
					: response.<Void>createError());
	}

	private static Flux<BreakerReport> experiment(ChaosVisitor visitor, BreakerChoice choice) {
		return Flux.defer(() -> {
			var begin = System.nanoTime();
			var trial = new Trial(PAGE, SERVICE);
			var pace = Duration.ofSeconds(1).dividedBy(choice.perSecond());
			Mono<UnaryOperator<Trial>> breaking = Mono.delay(pace.multipliedBy(BEFORE))
				.then(visitor.order(new Slow(SERVICE, WAIT_MILLIS, choice.seconds())))
				.map((lasts) -> {
					long now = since(begin);
					return (known) -> known.broken(now, now + lasts.toMillis());
				});
			// at a steady pace, whoever waits: visitors do not wait for one another
			Flux<UnaryOperator<Trial>> reading = Flux.interval(pace)
				.onBackpressureDrop()
				.takeWhile((_) -> !trial.isOver(since(begin)))
				.flatMap((_) -> visitor.read(PAGE, begin), AT_ONCE)
				.map((answer) -> (known) -> known.note(answer));
			return Flux.merge(breaking, reading)
				.map((step) -> step.apply(trial).report())
				.concatWith(Mono.fromSupplier(trial::conclusion));
		});
	}

	private static long since(long begin) {
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
	}

}
