package dev.akshay.portfolio.platform.kept;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Public content as it leaves this process, kept from the first reader to the next
 * change: neither the database nor JSON nor a hash is needed to tell it again.
 *
 * <p>
 * A change is heard of in two ways. {@link #forget()}: something changed for certain, and
 * nothing that was read before is ever told again. {@link #doubt()}: something may have
 * changed unheard, and what is kept is told again only if reading it anew fails. While
 * nobody listens all is in doubt, and so is what is older than the longest age, in case
 * the other end vanished and that is not noticed yet.
 */
class KeptAnswers {

	private final KeptAnswersSettings settings;

	private final Map<String, Answer> answers;

	private final AtomicLong changes = new AtomicLong();

	private final BooleanSupplier listening;

	private volatile long doubted = System.nanoTime();

	private volatile @Nullable Long failed;

	/**
	 * Keeps nothing yet.
	 * @param settings how much is kept, and for how long
	 * @param listening whether a change would be heard of now
	 */
	KeptAnswers(KeptAnswersSettings settings, BooleanSupplier listening) {
		this.settings = settings;
		this.listening = listening;
		this.answers = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75F, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
				return size() > settings.most();
			}

		});
	}

	/** Something changed. Whoever is still reading must not be kept either. */
	void forget() {
		this.changes.incrementAndGet();
		this.answers.clear();
	}

	/** Something may have changed unheard. */
	void doubt() {
		this.doubted = System.nanoTime();
	}

	Duration patience() {
		return this.settings.patience();
	}

	/** To be called before anything is read that is to be kept. */
	Reading startReading() {
		return new Reading(this.changes.get(), System.nanoTime());
	}

	/** Keeps what was read; says whether reading had failed before. */
	boolean keep(String address, Answer answer) {
		if (answer.body().length <= this.settings.largest().toBytes()) {
			this.answers.put(address, answer);
		}
		var failedBefore = this.failed != null;
		this.failed = null;
		return failedBefore;
	}

	/** What is known under an address; nothing that is known to have changed. */
	@Nullable Answer find(String address) {
		var answer = this.answers.get(address);
		return (answer != null && answer.reading().changes() == this.changes.get()) ? answer : null;
	}

	boolean isBeyondDoubt(Answer answer) {
		var started = answer.reading().started();
		return this.listening.getAsBoolean() && started - this.doubted > 0
				&& isYounger(started, this.settings.longest());
	}

	/** Whether the database failed so recently that asking it again can wait. */
	boolean justFailed() {
		var last = this.failed;
		return last != null && isYounger(last, this.settings.pause());
	}

	/** Notes that reading failed; says whether it worked before that. */
	boolean readingFailed() {
		var first = this.failed == null;
		this.failed = System.nanoTime();
		return first;
	}

	private static boolean isYounger(long nanoTime, Duration age) {
		return System.nanoTime() - nanoTime < age.toNanos();
	}

	/**
	 * When something was read.
	 *
	 * @param changes how many changes were known before
	 * @param started the time before, by the clock of {@link System#nanoTime()}
	 */
	record Reading(long changes, long started) {
	}

	/**
	 * A whole answer.
	 *
	 * @param tag its entity tag
	 * @param headers what belongs to it and not to the request at hand
	 * @param body its bytes
	 * @param reading when it was read
	 */
	@SuppressWarnings("ArrayRecordComponent") // held and sent, never compared
	record Answer(String tag, HttpHeaders headers, byte[] body, Reading reading) {
	}

}
