package dev.akshay.portfolio.bench.pipeline;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import dev.akshay.portfolio.bench.load.Latencies;

/** What senders were told. */
public final class Tally {

	private static final int ACCEPTED = 202;

	private final AtomicInteger begun = new AtomicInteger();

	private final LongAdder tries = new LongAdder();

	private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

	private final Latencies firstTries = new Latencies();

	private final Latencies untilAccepted = new Latencies();

	private final BitSet accepted = new BitSet();

	/**
	 * Begins with another message.
	 * @return its number
	 */
	public int next() {
		return this.begun.getAndIncrement();
	}

	void tried() {
		this.tries.increment();
	}

	void answered(String how) {
		this.answers.computeIfAbsent(how, (_) -> new LongAdder()).increment();
	}

	void accepted(int number, long untilAccepted) {
		this.untilAccepted.add(untilAccepted);
		synchronized (this.accepted) {
			this.accepted.set(number);
		}
	}

	void acceptedAtOnce(long nanos) {
		this.firstTries.add(nanos);
	}

	static boolean isAccepted(int status) {
		return status == ACCEPTED;
	}

	/**
	 * How many messages were begun with.
	 * @return the number of the next one
	 */
	public int begun() {
		return this.begun.get();
	}

	/**
	 * Which messages were accepted so far.
	 * @return their numbers
	 */
	public BitSet accepted() {
		synchronized (this.accepted) {
			return (BitSet) this.accepted.clone();
		}
	}

	/**
	 * How many requests that took.
	 * @return all that were sent, whether answered or not
	 */
	public long tries() {
		return this.tries.sum();
	}

	/**
	 * What all these requests were answered.
	 * @return counts by status, or by reason where there was no answer
	 */
	public Map<String, Long> answers() {
		Map<String, Long> counts = new TreeMap<>();
		this.answers.forEach((how, count) -> counts.put(how, count.sum()));
		return counts;
	}

	/**
	 * How long those waited that were accepted when they were sent for the first time.
	 * @return from the request to the answer
	 */
	public Latencies firstTries() {
		return this.firstTries;
	}

	/**
	 * How long it took until a message was accepted, however often it was sent.
	 * @return from when it was due to be sent for the first time
	 */
	public Latencies untilAccepted() {
		return this.untilAccepted;
	}

}
