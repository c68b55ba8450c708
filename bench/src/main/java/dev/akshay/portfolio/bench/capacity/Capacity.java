package dev.akshay.portfolio.bench.capacity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.akshay.portfolio.bench.capacity.Cluster.Bound;
import dev.akshay.portfolio.bench.report.Table;

/** What clusters carry, for people: the model's answers beside what was measured. */
public final class Capacity {

	private static final double SECONDS_A_DAY = 86_400;

	/** A busy hour of a busy day, beside the day's mean. */
	private static final double PEAK = 10;

	private static final double MILLION = 1_000_000;

	private static final int MOST_NODES = 10_000;

	private static final List<Integer> RELAYS = List.of(1, 2, 4);

	private final Path results;

	private final Measured measured;

	private final Mix mix;

	private Capacity(Path results, Measured measured, Mix mix) {
		this.results = results;
		this.measured = measured;
		this.mix = mix;
	}

	/**
	 * A model of what people ask for.
	 * @param results where the results of the bench are
	 * @param hits the share of reads that the edge answers itself, 0 to 1
	 * @param pages the share of the other reads that are pages, 0 to 1
	 * @param messages messages for each read
	 * @return the model
	 */
	public static Capacity of(Path results, double hits, double pages, double messages) {
		return new Capacity(results, Measured.read(results), new Mix(hits, pages, messages));
	}

	/**
	 * What the model says.
	 * @param nodes how many machines, each number for itself
	 * @param cores cores of each
	 * @param use the share of them that may be busy, 0 to 1
	 * @return Markdown
	 */
	public String page(List<Integer> nodes, double cores, double use) {
		Demand read = this.mix.perRead(this.measured);
		return String.join("\n", List.of("# Capacity\n", costs(read), carried(nodes, cores, use, read),
				growth(cores, use, read), check(cores)));
	}

	private String costs(Demand read) {
		Map<String, Demand> kinds = new LinkedHashMap<>();
		kinds.put("a read from the edge", this.measured.hit());
		kinds.put("a page that is made", this.measured.page());
		kinds.put("an answer passed on", this.measured.api());
		kinds.put("a message", this.measured.message());
		kinds.put("a read of this mix", read);
		List<List<String>> lines = new ArrayList<>(List.of(List.of("", "CPU", "of which")));
		kinds
			.forEach((name, demand) -> lines.add(List.of(name, Table.number(demand.total()) + " µs", largest(demand))));
		return Table.aligned(lines);
	}

	private static String largest(Demand demand) {
		return String.join(", ",
				demand.micros()
					.entrySet()
					.stream()
					.filter((part) -> part.getValue() >= demand.total() / 100)
					.sorted(Map.Entry.<String, Double>comparingByValue().reversed())
					.map((part) -> "%s %.0f %%".formatted(part.getKey(), 100 * part.getValue() / demand.total()))
					.toList());
	}

	private String carried(List<Integer> nodes, double cores, double use, Demand read) {
		List<List<String>> lines = new ArrayList<>(List.of(List.of("nodes", "reads/s", "busy first", "messages/s alone",
				"busy first ", "pages/s without the edge", "busy first  ")));
		for (int number : nodes) {
			Cluster cluster = new Cluster(number, cores, use);
			List<String> line = new ArrayList<>(List.of(String.valueOf(number)));
			for (Demand demand : List.of(read, this.measured.message(), this.measured.page())) {
				Bound bound = cluster.carries(demand);
				line.add(Table.number(bound.perSecond()));
				line.add(bound.by());
			}
			lines.add(line);
		}
		return Table.aligned(lines);
	}

	private String growth(double cores, double use, Demand read) {
		List<List<String>> lines = new ArrayList<>(
				List.of(List.of("reads a day", "reads/s at the peak", "nodes", "busy first")));
		for (double times : List.of(1.0, 10.0, 100.0, 1_000.0)) {
			double perSecond = MILLION * times / SECONDS_A_DAY * PEAK;
			Cluster one = new Cluster(1, cores, use);
			int needed = one.nodesFor(read, perSecond, MOST_NODES);
			Bound bound = new Cluster(Math.max(1, (needed > 0) ? needed : MOST_NODES), cores, use).carries(read);
			lines.add(List.of(String.format(Locale.ROOT, "%,.0f", MILLION * times), Table.number(perSecond),
					(needed > 0) ? String.valueOf(needed) : "no number is enough", bound.by()));
		}
		return Table.aligned(lines);
	}

	/**
	 * All on one machine, and all of it busy, senders included: what came out, beside
	 * what follows from the cost with one relay.
	 */
	private String check(double cores) {
		Demand sender = new Demand(Map.of(Measured.LOAD, contact(1, Measured.LOAD)));
		double model = new Cluster(1, cores, 1).carries(this.measured.message().plus(sender)).perSecond();
		List<List<String>> lines = new ArrayList<>(
				List.of(List.of("relays", "messages/s, model", "messages/s, measured", "model / measured")));
		for (int relays : RELAYS) {
			double delivered = contact(relays, "delivered/s");
			lines.add(List.of(String.valueOf(relays), Table.number(model), Table.number(delivered),
					Table.number(model / delivered)));
		}
		return Table.aligned(lines);
	}

	private double contact(int relays, String figure) {
		return Measured.median(this.results, "contact", "%d relay%s".formatted(relays, (relays > 1) ? "s" : ""),
				"as fast as possible", figure);
	}

}
