package dev.akshay.portfolio.bench.pipeline;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import java.util.UUID;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.load.Http;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the mail server's list while mails come in, as the server forgets the oldest. It
 * lists the newest first; what has been seen is known by the id under which the server
 * keeps it. Looked at often enough, none is missed, and when one may have been, it is
 * told.
 */
public final class MailWatch {

	private static final int PAGE = 1_000;

	/** More than the server keeps, and so more than it can show once more. */
	private static final int REMEMBERED = 30_000;

	/**
	 * A mail gets its id before it is on disk and in the list: later ones may overtake.
	 */
	private static final int LOOKS_PER_WHOLE_LOOK = 5;

	private static final JsonMapper JSON = JsonMapper.shared();

	private final URI server;

	private final Series series;

	private final MailBook book;

	private final Http http = new Http();

	private final TreeSet<String> seen = new TreeSet<>();

	private long looks;

	private boolean whole = true;

	private int gaps;

	/**
	 * Watches a mail server.
	 * @param server its address
	 * @param series the messages whose mails are of interest
	 * @param book where these are noted
	 */
	public MailWatch(URI server, Series series, MailBook book) {
		this.server = server;
		this.series = series;
		this.book = book;
	}

	/**
	 * Looks what has come.
	 * @return whether the server showed it; if it did not, the next look goes further
	 */
	public synchronized boolean look() {
		try {
			this.whole |= this.looks++ % LOOKS_PER_WHOLE_LOOK == 0;
			read();
			this.whole = false;
			return true;
		}
		catch (BenchFailure | JacksonException ex) {
			this.whole = true;
			return false;
		}
	}

	/**
	 * Looks at all the server has.
	 * @return whether the server showed it
	 */
	public synchronized boolean lookAtAll() {
		this.whole = true;
		return look();
	}

	private void read() {
		boolean knewSome = !this.seen.isEmpty();
		boolean metKnown = false;
		int listed;
		int start = 0;
		do {
			JsonNode page = JSON.readTree(
					this.http.get(this.server.resolve("/api/v1/messages?start=%d&limit=%d".formatted(start, PAGE)))
						.body());
			int known = 0;
			for (JsonNode mail : page.path("messages")) {
				known += note(mail) ? 0 : 1;
			}
			listed = page.path("messages").size();
			metKnown |= known > 0;
			start += PAGE;
			if (known == listed && !this.whole) {
				break;
			}
		}
		while (listed == PAGE);
		if (knewSome && !metKnown) {
			this.gaps++;
		}
		while (this.seen.size() > REMEMBERED) {
			this.seen.pollFirst();
		}
	}

	/** Whether it is a new one. */
	private boolean note(JsonNode mail) {
		if (!this.seen.add(mail.path("ID").asString(""))) {
			return false;
		}
		int number = this.series.numberOf(mail.path("Subject").asString(""));
		if (number != Series.NONE) {
			this.book.arrived(number,
					UUID.nameUUIDFromBytes(mail.path("MessageID").asString("").getBytes(StandardCharsets.UTF_8)));
		}
		return true;
	}

	/**
	 * How often more had come between two looks than the server shows, so that some may
	 * have been missed.
	 * @return the number, zero in a run that counts
	 */
	public synchronized int gaps() {
		return this.gaps;
	}

}
