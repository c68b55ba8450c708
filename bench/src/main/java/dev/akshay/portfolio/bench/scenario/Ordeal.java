package dev.akshay.portfolio.bench.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Client;
import dev.akshay.portfolio.bench.load.Latencies;
import dev.akshay.portfolio.bench.pipeline.Audit;
import dev.akshay.portfolio.bench.pipeline.Balance;
import dev.akshay.portfolio.bench.pipeline.Faults;
import dev.akshay.portfolio.bench.pipeline.Killer;
import dev.akshay.portfolio.bench.pipeline.MailBook;
import dev.akshay.portfolio.bench.pipeline.MailWatch;
import dev.akshay.portfolio.bench.pipeline.Patience;
import dev.akshay.portfolio.bench.pipeline.Posting;
import dev.akshay.portfolio.bench.pipeline.Records;
import dev.akshay.portfolio.bench.pipeline.Recovery;
import dev.akshay.portfolio.bench.pipeline.Series;
import dev.akshay.portfolio.bench.pipeline.Tally;
import dev.akshay.portfolio.bench.pipeline.Usage;
import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import dev.akshay.portfolio.bench.report.Verdict;
import dev.akshay.portfolio.bench.suite.Suite;

/**
 * A suite that is sent messages while its processes are killed, and what is told of it in
 * the end.
 */
final class Ordeal implements AutoCloseable {

	private static final Duration BETWEEN_LOOKS_AT_MAILS = Duration.ofSeconds(2);

	private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

	private static final Duration SPELL = Duration.ofMinutes(1);

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	/**
	 * Of how many mails the notifier does not know yet whether the news of them arrived:
	 * two for each part of its topic and each of its retry topics.
	 */
	private static final double MAILS_UNDER_WAY = 12;

	private static final double MICROS_PER_MILLI = 1_000;

	private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private static final double NANOS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

	private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

	private final Client client = new Client();

	private final Series series = Series.random();

	private final Tally tally = new Tally();

	private final Recovery recovery = new Recovery();

	private final MailBook book = new MailBook();

	private final Conditions conditions;

	private final Suite suite;

	private final MailWatch mails;

	private final Usage usage;

	private final Map<String, Double> memoryBefore;

	private final Duration ownCpuBefore = ownCpu();

	private final long began;

	private final Future<?> watching;

	private long answered;

	private double minutes;

	Ordeal(Conditions conditions, Suite suite) {
		this.conditions = conditions;
		this.suite = suite;
		this.mails = new MailWatch(suite.address("mail"), this.series, this.book);
		this.usage = new Usage(suite, Faults.MORTALS);
		this.memoryBefore = this.usage.memory();
		this.watching = this.clock.scheduleWithFixedDelay(this.mails::look, 0, BETWEEN_LOOKS_AT_MAILS.toMillis(),
				TimeUnit.MILLISECONDS);
		this.began = System.nanoTime();
		this.answered = this.began;
	}

	Tally tally() {
		return this.tally;
	}

	ScheduledExecutorService clock() {
		return this.clock;
	}

	Posting posting(Patience patience) {
		return new Posting(this.client, this.suite.at("/api/contact/messages"), this.series, patience, this.tally,
				this.recovery);
	}

	Killer killer() {
		return new Killer(this.suite, this.usage, this.recovery);
	}

	/** A line on how far it is. */
	String progress() {
		return "%,d messages sent, %,d accepted, %,d delivered, %d kills".formatted(this.tally.begun(),
				this.tally.untilAccepted().count(), this.book.messages(), kills());
	}

	private int kills() {
		return this.recovery.kills().values().stream().mapToInt(Integer::intValue).sum();
	}

	/** Everybody has been answered. */
	void allAnswered() {
		this.answered = System.nanoTime();
	}

	/** Ends when a message is accepted again, or after a while all the same. */
	void awaitAccepted() throws InterruptedException {
		long end = System.nanoTime() + SPELL.toNanos();
		while (this.recovery.isAwaited() && System.nanoTime() < end) {
			Thread.sleep(BETWEEN_LOOKS.dividedBy(10));
		}
	}

	void awaitEverybody() throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		do {
			Thread.sleep(BETWEEN_LOOKS);
			this.suite.refresh();
		}
		while (!this.suite.isReady() && System.nanoTime() < end);
		if (!this.suite.isReady()) {
			throw new BenchFailure("not everybody came back in %d s".formatted(PATIENCE.toSeconds()));
		}
	}

	/** How many minutes it took until the last mail was there. */
	double minutes() {
		return this.minutes;
	}

	/** Waits for the last mail, and says what came out. */
	Findings findings(String workload) throws InterruptedException {
		Audit audit = new Audit(new Records(this.suite.address("postgres"), this.suite.home()), this.mails, this.book,
				this.series);
		audit.settle(this.conditions::tell);
		this.minutes = (System.nanoTime() - this.began) / NANOS_PER_MINUTE;
		this.usage.look();
		Map<String, Double> memoryAfter = this.usage.memory();
		this.conditions.tell("comparing what was sent with what is there");
		Balance balance = audit.balance(this.tally.begun(), this.tally.accepted());
		Findings findings = new Findings();
		findings.rows().addAll(messages(workload, balance));
		Map<String, Duration> cpu = this.usage.cpu();
		Faults.MORTALS.forEach((name) -> findings.rows().add(process(name, cpu, memoryAfter, balance)));
		findings.rows()
			.add(new Row("bench", "sends, kills and looks").with("CPU per message",
					perMessage(ownCpu().minus(this.ownCpuBefore), balance)));
		findings.verdicts().addAll(verdicts(balance));
		findings.notes().add("what all requests were answered: " + this.tally.answers());
		findings.notes()
			.add("a message that was never accepted may be there once or not at all: %d of %d are"
				.formatted(balance.unanswered(), balance.sent() - balance.answered()));
		findings.notes()
			.add("until the next 202: from when the command was started that kills, some tenths of a second before the kill, to the first answer to a request sent after it; processes come back by themselves, later each time one dies young");
		findings.notes()
			.add("CPU per message with every start of each process; what it used between the last look and its death, half a second, is missing");
		if (this.mails.gaps() > 0) {
			findings.notes()
				.add("the mail server had forgotten mails before they were seen, %d times: some count as missing that came"
					.formatted(this.mails.gaps()));
		}
		return findings;
	}

	private List<Row> messages(String workload, Balance balance) {
		double sending = (this.answered - this.began) / NANOS_PER_MINUTE;
		return List.of(figure("messages", workload, Figure.once("", (double) balance.sent())),
				figure("messages", "accepted", Figure.once("", (double) balance.answered())),
				figure("messages", "accepted per second",
						Figure.once("/s", balance.answered() / sending / TimeUnit.MINUTES.toSeconds(1))),
				figure("messages", "until the last answer", Figure.once("min", sending)),
				figure("messages", "until the last mail", Figure.once("min", this.minutes)),
				figure("requests", "all tries", Figure.once("", (double) this.tally.tries())),
				figure("until accepted, first try", "p50", millis(this.tally.firstTries(), 50)),
				figure("until accepted, first try", "p99", millis(this.tally.firstTries(), 99)),
				figure("until accepted, all tries", "p50", millis(this.tally.untilAccepted(), 50)),
				figure("until accepted, all tries", "p99", millis(this.tally.untilAccepted(), 99)),
				figure("until accepted, all tries", "longest", millis(this.tally.untilAccepted(), 100)),
				figure("mails", "twice under one Message-ID", Figure.once("", (double) balance.mailsAgain())));
	}

	private static Row figure(String subject, String what, Figure figure) {
		return new Row(subject, what).with("measured", figure);
	}

	private static Figure millis(Latencies latencies, double percent) {
		return Figure.once("ms", latencies.micros(percent) / MICROS_PER_MILLI);
	}

	private Row process(String name, Map<String, Duration> cpu, Map<String, Double> memoryAfter, Balance balance) {
		Row row = new Row(name, "killed again and again").with("kills",
				Figure.once("", this.recovery.kills().getOrDefault(name, 0)));
		List<Double> untilNext = this.recovery.millis(name);
		if (!untilNext.isEmpty()) {
			row.with("until the next 202", new Figure("ms", untilNext));
		}
		return row.with("CPU per message", perMessage(cpu.getOrDefault(name, Duration.ZERO), balance))
			.with("memory before", Figure.once("MiB", this.memoryBefore.getOrDefault(name, 0.0)))
			.with("memory after", Figure.once("MiB", memoryAfter.getOrDefault(name, 0.0)));
	}

	private static Figure perMessage(Duration cpu, Balance balance) {
		return Figure.once("µs", cpu.toNanos() / NANOS_PER_MICRO / Math.max(1, balance.kept()));
	}

	private static Duration ownCpu() {
		return CpuTime.of(List.of(ProcessHandle.current()));
	}

	private List<Verdict> verdicts(Balance balance) {
		return List.of(none("messages accepted and lost", balance.lost()),
				none("messages in the database once more", balance.doubled()),
				none("receipts that stand still", balance.standing()), none("messages given up", balance.parked()),
				none("events left in the outbox", balance.outbox()),
				none("messages without a mail", balance.withoutMail()),
				none("messages with mails under different Message-IDs", balance.mailsApart()),
				Verdict.atMost("mails that came again, for each kill of notifier or mail server",
						(double) balance.mailsAgain() / Math.max(1, deliveryKills()), MAILS_UNDER_WAY, ""));
	}

	/** Who dies between a mail and the news of it leaves both to be done again. */
	private int deliveryKills() {
		return Stream.of("notifier", "mail").mapToInt((name) -> this.recovery.kills().getOrDefault(name, 0)).sum();
	}

	private static Verdict none(String what, long count) {
		return Verdict.atMost(what, (double) count, 0, "");
	}

	@Override
	public void close() {
		this.watching.cancel(false);
		this.clock.shutdownNow();
		this.client.close();
	}

}
