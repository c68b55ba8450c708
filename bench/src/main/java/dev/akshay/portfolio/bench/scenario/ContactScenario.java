package dev.akshay.portfolio.bench.scenario;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Client.Outcome;
import dev.akshay.portfolio.bench.load.Client.Request;
import dev.akshay.portfolio.bench.load.Http;
import dev.akshay.portfolio.bench.pipeline.Audit;
import dev.akshay.portfolio.bench.pipeline.Balance;
import dev.akshay.portfolio.bench.pipeline.MailBook;
import dev.akshay.portfolio.bench.pipeline.MailWatch;
import dev.akshay.portfolio.bench.pipeline.Records;
import dev.akshay.portfolio.bench.pipeline.Series;
import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Suite;

/** How many messages the suite takes and delivers, and what one costs. */
final class ContactScenario implements Scenario {

	private static final String[] INVOLVED = { "gateway", "contact-service", "notifier", "kafka", "postgres", "mail",
			"observatory" };

	private static final List<Integer> REPLICAS = List.of(1, 2, 4);

	private static final int AT_A_TIME = 32;

	private static final long WARM_MESSAGES_PER_REPLICA = 10_000;

	private static final int MOST_WARM_UPS_PER_REPLICA = 12;

	/** Compilers are done when a message costs hardly less than one a while ago. */
	private static final double STILL_FALLING = 0.97;

	private static final double TIMES_CAPACITY = 10;

	/** A clock that is late by more has not asked for what it should. */
	private static final double NEARLY = 0.95;

	private static final double DELIVERED_PER_SECOND = 500;

	private static final double ACCEPTED_P99_MILLIS = 50;

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

	private static final double MICROS_PER_MILLI = 1_000;

	private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

	@Override
	public String name() {
		return "contact";
	}

	@Override
	public String summary() {
		return "Messages per second to the owner's mail, what one costs, and what happens beyond capacity.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Findings findings = new Findings();
		for (int replicas : REPLICAS) {
			conditions.tell("starting the suite with %d of contact-service".formatted(replicas));
			try (Suite suite = Suite.up(conditions.root(), conditions.folder().resolve("home" + replicas), Map.of(),
					"--replicas", "contact-service=" + replicas); Client client = new Client()) {
				Pipeline pipeline = new Pipeline(suite, client);
				double capacity = drain(findings, conditions, pipeline, replicas);
				if (replicas == 1) {
					halfOfIt(findings, conditions, pipeline, capacity);
					beyond(findings, conditions, pipeline, capacity);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new BenchFailure("interrupted", ex);
			}
		}
		findings.notes()
			.add("everything on one machine, the load included; delivered: the mail server has it on disk and said so");
		findings.notes()
			.add("as fast as possible: %d senders at a time, each with a new key; delivered per second counts until the last mail"
				.formatted(AT_A_TIME));
		findings.notes().add("contact-service has one outbox relay per replica");
		findings.notes()
			.add("warm: at least %,d messages for each replica, then until one costs hardly less than before, at most %d times the warm-up for each replica"
				.formatted(WARM_MESSAGES_PER_REPLICA, MOST_WARM_UPS_PER_REPLICA));
		return findings;
	}

	private static double drain(Findings findings, Conditions conditions, Pipeline pipeline, int replicas) {
		conditions.tell("warming up");
		pipeline.warmUp(conditions, replicas);
		List<Turn> turns = new ArrayList<>();
		for (int round = 1; round <= conditions.rounds(); round++) {
			Turn turn = pipeline.turn(pipeline.closed(conditions.round()));
			turns.add(turn);
			conditions.tell("round %d of %d: %.0f accepted/s, %.0f delivered/s, %.0f µs".formatted(round,
					conditions.rounds(), turn.acceptedPerSecond(), turn.deliveredPerSecond(), turn.micros()));
		}
		Row row = row("%d relay%s".formatted(replicas, (replicas > 1) ? "s" : ""), "as fast as possible", turns);
		findings.rows().add(row);
		double delivered = row.median("delivered/s");
		if (replicas == 1) {
			findings.verdicts()
				.add(Verdict.atLeast("messages delivered per second", delivered, DELIVERED_PER_SECOND, "/s"));
		}
		return delivered;
	}

	private static void halfOfIt(Findings findings, Conditions conditions, Pipeline pipeline, double capacity) {
		double rate = capacity / 2;
		List<Turn> turns = new ArrayList<>();
		for (int round = 1; round <= conditions.rounds(); round++) {
			turns.add(pipeline.turn(pipeline.paced(conditions.round(), rate)));
			conditions.tell("round %d of %d: half of capacity, p99 %.1f ms".formatted(round, conditions.rounds(),
					turns.getLast().p99()));
		}
		Row row = row("1 relay", "half of capacity", turns);
		findings.rows().add(row);
		findings.verdicts()
			.add(Verdict.atMost("p99 until a message is accepted, half of capacity", row.median("p99"),
					ACCEPTED_P99_MILLIS, "ms"));
	}

	private static void beyond(Findings findings, Conditions conditions, Pipeline pipeline, double capacity)
			throws InterruptedException {
		conditions.tell("ten times of capacity");
		double rate = TIMES_CAPACITY * capacity;
		Turn turn = pipeline.turn(pipeline.paced(conditions.round(), rate));
		findings.rows()
			.add(row("1 relay", "ten times of capacity", List.of(turn)).with("sent/s",
					Figure.once("", turn.sentPerSecond())));
		findings.verdicts()
			.add(Verdict.atLeast("messages that left the bench per second, ten times of capacity", turn.sentPerSecond(),
					NEARLY * rate, "/s"));
		conditions.tell("comparing what was accepted with what is there");
		Balance balance = pipeline.balance(turn, conditions);
		findings.verdicts().addAll(nothingLost(balance));
		findings.verdicts()
			.add(Verdict.atMost("answers of 429 and 503 without Retry-After, ten times of capacity",
					(double) turn.undated(), 0, ""));
		findings.notes()
			.add("ten times of capacity: %,d messages offered, %,d sent, answers: %s; %,d were never answered and are there"
				.formatted(turn.offered(), turn.sent(), turn.answers(), balance.unanswered()));
	}

	/**
	 * By the messages themselves: their number alone would let one that nobody was
	 * answered stand for one that is lost.
	 */
	private static List<Verdict> nothingLost(Balance balance) {
		Map<String, Long> counts = new LinkedHashMap<>();
		counts.put("accepted and not in the database", balance.lost());
		counts.put("in the database once more", balance.doubled());
		counts.put("given up, or with a receipt that stands still", balance.parked() + balance.standing());
		counts.put("without a mail", balance.withoutMail());
		return counts.entrySet()
			.stream()
			.map((count) -> Verdict.atMost("messages " + count.getKey() + ", ten times of capacity",
					(double) count.getValue(), 0, ""))
			.toList();
	}

	private static Row row(String subject, String workload, List<Turn> turns) {
		Row row = new Row(subject, workload)
			.with("CPU per message", new Figure("µs", turns.stream().map(Turn::micros).toList()))
			.with("accepted/s", new Figure("", turns.stream().map(Turn::acceptedPerSecond).toList()))
			.with("delivered/s", new Figure("", turns.stream().map(Turn::deliveredPerSecond).toList()))
			.with("p50", new Figure("ms", turns.stream().map(Turn::p50).toList()))
			.with("p99", new Figure("ms", turns.stream().map(Turn::p99).toList()));
		for (String name : turns.getFirst().cpu().keySet()) {
			row.with(name, new Figure("µs", turns.stream().map((turn) -> turn.cpu().getOrDefault(name, 0.0)).toList()));
		}
		return row.with("the load itself", new Figure("µs", turns.stream().map(Turn::load).toList()));
	}

	/** Something that sends messages for a while. */
	private interface Load {

		Outcome run(Series series);

	}

	/** The way of a message in one suite. */
	private static final class Pipeline {

		private final Http http = new Http();

		private final Suite suite;

		private final Client client;

		private final LongAdder sent = new LongAdder();

		Pipeline(Suite suite, Client client) {
			this.suite = suite;
			this.client = client;
		}

		Load closed(Duration duration) {
			return (series) -> this.client.closed(duration, AT_A_TIME, messages(series));
		}

		Load paced(Duration duration, double perSecond) {
			return (series) -> this.client.paced(duration, perSecond, messages(series));
		}

		private LongFunction<Request> messages(Series series) {
			URI address = this.suite.at("/api/contact/messages");
			return (number) -> {
				this.sent.increment();
				return series.request(address, (int) number);
			};
		}

		Turn turn(Load load) {
			long mailsBefore = mails();
			Map<String, Duration> before = cpu();
			Duration ownBefore = own();
			long began = System.nanoTime();
			Series series = Series.random();
			Outcome outcome = load.run(series);
			double sending = (System.nanoTime() - began) / NANOS_PER_SECOND;
			long accepted = accepted(outcome);
			long delivered = await(mailsBefore + accepted) - mailsBefore;
			double until = (System.nanoTime() - began) / NANOS_PER_SECOND;
			Map<String, Double> micros = new LinkedHashMap<>();
			cpu()
				.forEach((name, used) -> micros.put(name, used.minus(before.getOrDefault(name, Duration.ZERO)).toNanos()
						/ NANOS_PER_MICRO / Math.max(1, accepted)));
			double own = own().minus(ownBefore).toNanos() / NANOS_PER_MICRO / Math.max(1, accepted);
			Map<String, Long> answers = new TreeMap<>();
			outcome.answers().forEach((status, count) -> answers.put(status, count.sum()));
			outcome.failures().forEach((reason, count) -> answers.put(reason, count.sum()));
			return new Turn(accepted / sending, delivered / until, outcome.latencies().micros(50) / MICROS_PER_MILLI,
					outcome.latencies().micros(99) / MICROS_PER_MILLI, micros, own, series, outcome.accepted(), answers,
					outcome.offered(), outcome.sent(), outcome.sentPerSecond(), outcome.undated());
		}

		/** Waits until nothing is under way any more. */
		Balance balance(Turn turn, Conditions conditions) throws InterruptedException {
			MailBook book = new MailBook();
			Audit audit = new Audit(new Records(this.suite.address("postgres"), this.suite.home()),
					new MailWatch(this.suite.address("mail"), turn.series(), book), book, turn.series());
			audit.settle(conditions::tell);
			return audit.balance((int) turn.offered(), turn.accepted());
		}

		/**
		 * Compilers count calls, in each process for itself: with few messages a second,
		 * seconds are not enough, and replicas share them.
		 */
		void warmUp(Conditions conditions, int replicas) {
			double before = Double.POSITIVE_INFINITY;
			for (int times = 0; times < MOST_WARM_UPS_PER_REPLICA * replicas; times++) {
				double micros = turn(closed(conditions.warmUp())).micros();
				conditions.tell("%,d messages sent, %.0f µs".formatted(this.sent.sum(), micros));
				if (this.sent.sum() >= WARM_MESSAGES_PER_REPLICA * replicas && micros > STILL_FALLING * before) {
					return;
				}
				before = micros;
			}
		}

		private static long accepted(Outcome outcome) {
			LongAdder accepted = outcome.answers().get("202");
			if (accepted == null) {
				throw new BenchFailure(
						"no message was accepted: %s, %s".formatted(outcome.answers(), outcome.failures()));
			}
			return accepted.sum();
		}

		/** Waits until so many mails have been sent; how many it were in the end. */
		private long await(long mails) {
			long end = System.nanoTime() + PATIENCE.toNanos();
			long now = mails();
			while (now < mails && System.nanoTime() < end) {
				LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
				now = mails();
			}
			return now;
		}

		private long mails() {
			URI metrics = this.suite.address("notifier").resolve("/actuator/prometheus");
			return new String(this.http.get(metrics).body(), StandardCharsets.UTF_8).lines()
				.filter((line) -> line.startsWith("portfolio_mail_send_seconds_count")
						&& line.contains("error=\"none\""))
				.mapToLong((line) -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
				.sum();
		}

		/** What this very process has used, and none of those that it started. */
		private static Duration own() {
			return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
		}

		private Map<String, Duration> cpu() {
			Map<String, Duration> used = new LinkedHashMap<>();
			for (String name : INVOLVED) {
				used.put(name, CpuTime.of(this.suite.replicas(name)));
			}
			return used;
		}

	}

	/** What came of one turn. */
	private record Turn(double acceptedPerSecond, double deliveredPerSecond, double p50, double p99,
			Map<String, Double> cpu, double load, Series series, BitSet accepted, Map<String, Long> answers,
			long offered, long sent, double sentPerSecond, long undated) {

		double micros() {
			return this.cpu.values().stream().mapToDouble(Double::doubleValue).sum();
		}

	}

}
