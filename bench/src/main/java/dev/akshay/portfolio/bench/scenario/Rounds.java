package dev.akshay.portfolio.bench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Sample;
import dev.akshay.portfolio.bench.load.Wrk;
import dev.akshay.portfolio.bench.process.CpuTime;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Row;

/**
 * Puts load on several subjects in turn: A, B, C, A, B, C, … What happens to the machine
 * meanwhile happens to all of them.
 */
final class Rounds {

	/** The figure that counts. */
	static final String CPU = "CPU per request";

	static final String RATE = "requests/s";

	private static final long WARM_REQUESTS = 60_000;

	private static final int MOST_WARM_UPS = 10;

	/** Of a thousand requests that many may fail before a run counts as broken. */
	private static final double TOLERATED_FAILURES = 0.001;

	private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

	private static final double MICROS_PER_MILLI = 1_000;

	private final Conditions conditions;

	private final Wrk wrk;

	Rounds(Conditions conditions) {
		this.conditions = conditions;
		this.wrk = conditions.wrk();
	}

	List<Row> of(List<Subject> subjects) {
		for (Subject subject : subjects) {
			this.conditions.tell("warming up %s, %s".formatted(subject.name(), subject.workload()));
			warmUp(subject);
		}
		List<List<Turn>> turns = subjects.stream().map((_) -> (List<Turn>) new ArrayList<Turn>()).toList();
		for (int round = 1; round <= this.conditions.rounds(); round++) {
			for (int index = 0; index < subjects.size(); index++) {
				Turn turn = turn(subjects.get(index));
				turns.get(index).add(turn);
				this.conditions.tell("round %d of %d: %s, %s: %.1f µs, %,.0f requests/s".formatted(round,
						this.conditions.rounds(), subjects.get(index).name(), subjects.get(index).workload(),
						turn.cpuMicros(), turn.sample().perSecond()));
			}
		}
		List<Row> rows = new ArrayList<>();
		for (int index = 0; index < subjects.size(); index++) {
			rows.add(row(subjects.get(index), turns.get(index)));
		}
		return rows;
	}

	/** Compilers count calls, not seconds: on a busy machine it takes longer. */
	private void warmUp(Subject subject) {
		long requests = 0;
		for (int times = 0; times < MOST_WARM_UPS && (times == 0 || requests < WARM_REQUESTS); times++) {
			requests += this.wrk.run(subject.load(), this.conditions.warmUp()).requests();
		}
	}

	private Turn turn(Subject subject) {
		subject.check().begin();
		Map<String, Duration> before = used(subject);
		Sample sample = this.wrk.run(subject.load(), this.conditions.round());
		Map<String, Duration> after = used(subject);
		if (sample.requests() == 0 || sample.failures() > sample.requests() * TOLERATED_FAILURES) {
			throw new BenchFailure("%s failed under load: %s".formatted(subject.name(), sample));
		}
		subject.check().end(sample.requests());
		Map<String, Double> micros = new LinkedHashMap<>();
		after.forEach((name, used) -> micros.put(name,
				used.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / NANOS_PER_MICRO / sample.requests()));
		return new Turn(sample, micros);
	}

	private static Map<String, Duration> used(Subject subject) {
		Map<String, Duration> used = new LinkedHashMap<>();
		subject.processes().forEach((name, process) -> used.put(name, CpuTime.of(List.of(process))));
		return used;
	}

	private static Row row(Subject subject, List<Turn> turns) {
		Row row = new Row(subject.name(), subject.workload()).with(CPU, figure("µs", turns, Turn::cpuMicros))
			.with(RATE, figure("", turns, (turn) -> turn.sample().perSecond()))
			.with("p50", figure("ms", turns, (turn) -> turn.sample().p50() / MICROS_PER_MILLI))
			.with("p99", figure("ms", turns, (turn) -> turn.sample().p99() / MICROS_PER_MILLI))
			.with("p99.9", figure("ms", turns, (turn) -> turn.sample().p999() / MICROS_PER_MILLI));
		if (subject.processes().size() > 1) {
			subject.processes()
				.keySet()
				.forEach(
						(name) -> row.with(name, figure("µs", turns, (turn) -> turn.micros().getOrDefault(name, 0.0))));
		}
		return row;
	}

	private static Figure figure(String unit, List<Turn> turns, ToDoubleFunction<Turn> value) {
		return new Figure(unit, turns.stream().map(value::applyAsDouble).toList());
	}

	/**
	 * Something under load.
	 *
	 * @param name what it is called
	 * @param workload what it is asked for
	 * @param load how
	 * @param processes whose CPU time counts, with their children, by name
	 * @param check whether it did what it is said to do
	 */
	record Subject(String name, String workload, Wrk.Load load, Map<String, ProcessHandle> processes, Check check) {
	}

	private record Turn(Sample sample, Map<String, Double> micros) {

		double cpuMicros() {
			return this.micros.values().stream().mapToDouble(Double::doubleValue).sum();
		}

	}

	/** Makes sure that a subject did what the result says. */
	interface Check {

		/** Before a turn. */
		void begin();

		/**
		 * Behind a turn.
		 * @param requests how many were answered
		 */
		void end(long requests);

	}

}
