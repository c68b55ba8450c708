package dev.akshay.portfolio.bench.pipeline;

import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.function.Consumer;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.pipeline.Records.Kept;

/** Compares what was sent with what is in the database and in the owner's mail. */
public final class Audit {

	private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

	/** For so long nothing moves before it is said to stand still. */
	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Records records;

	private final MailWatch mails;

	private final MailBook book;

	private final Series series;

	/**
	 * An audit.
	 * @param records the database
	 * @param mails the mail server
	 * @param book the mails that arrived
	 * @param series what was sent
	 */
	public Audit(Records records, MailWatch mails, MailBook book, Series series) {
		this.records = records;
		this.mails = mails;
		this.book = book;
		this.series = series;
	}

	/**
	 * Waits until everything has arrived, or until nothing has moved for a long time.
	 * @param progress is told how much is still under way
	 * @throws InterruptedException if somebody wants this to end
	 */
	public void settle(Consumer<String> progress) throws InterruptedException {
		long left = Long.MAX_VALUE;
		long moved = System.nanoTime();
		while (left > 0 && System.nanoTime() - moved < PATIENCE.toNanos()) {
			Thread.sleep(BETWEEN_LOOKS);
			long now = waiting();
			if (now < left) {
				left = now;
				moved = System.nanoTime();
				progress.accept("%,d events and receipts under way".formatted(now));
			}
		}
		awaitMails();
	}

	/** A mail is in the list a moment after it was acknowledged. */
	private void awaitMails() throws InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		int before;
		boolean shown;
		do {
			before = this.book.messages();
			Thread.sleep(BETWEEN_LOOKS);
			shown = this.mails.lookAtAll();
		}
		while ((!shown || this.book.messages() > before) && System.nanoTime() < end);
	}

	/** A database that is coming back has everything under way. */
	private long waiting() {
		try {
			return this.records.waiting();
		}
		catch (SQLException ex) {
			return Long.MAX_VALUE;
		}
	}

	/**
	 * Compares.
	 * @param sent how many messages were sent
	 * @param accepted the numbers of those that were answered
	 * @return what became of them
	 */
	public Balance balance(int sent, BitSet accepted) {
		try {
			Count count = new Count();
			this.records.read(this.series, count::add);
			return count.balance(sent, accepted, this.book, this.records.outbox());
		}
		catch (SQLException ex) {
			throw new BenchFailure("the database cannot be read: " + ex.getMessage(), ex);
		}
	}

	/** Messages as they are read from the database. */
	static final class Count {

		private final BitSet there = new BitSet();

		private long kept;

		private long doubled;

		private long standing;

		private long parked;

		void add(Kept message) {
			this.kept++;
			if (message.number() == Series.NONE || this.there.get(message.number())) {
				this.doubled++;
				return;
			}
			this.there.set(message.number());
			if (message.parked()) {
				this.parked++;
			}
			else if (!message.published() || !message.delivered()) {
				this.standing++;
			}
		}

		Balance balance(int sent, BitSet accepted, MailBook book, long outbox) {
			long lost = 0;
			for (int number = accepted.nextSetBit(0); number >= 0; number = accepted.nextSetBit(number + 1)) {
				lost += this.there.get(number) ? 0 : 1;
			}
			long withoutMail = 0;
			for (int number = this.there.nextSetBit(0); number >= 0; number = this.there.nextSetBit(number + 1)) {
				withoutMail += book.has(number) ? 0 : 1;
			}
			BitSet unanswered = (BitSet) this.there.clone();
			unanswered.andNot(accepted);
			return new Balance(sent, accepted.cardinality(), this.kept, unanswered.cardinality(), lost, this.doubled,
					this.standing, this.parked, withoutMail, outbox, book.again(), book.apart());
		}

	}

}
