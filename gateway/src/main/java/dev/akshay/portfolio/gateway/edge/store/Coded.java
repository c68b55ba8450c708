package dev.akshay.portfolio.gateway.edge.store;

import org.jspecify.annotations.Nullable;

/** A body as it is, and in codings where they make it smaller. */
public final class Coded {

	private final byte[] plain;

	private final byte @Nullable [] gzip;

	private final byte @Nullable [] brotli;

	Coded(byte[] plain, byte @Nullable [] gzip, byte @Nullable [] brotli) {
		this.plain = plain;
		this.gzip = gzip;
		this.brotli = brotli;
	}

	/**
	 * A body without codings.
	 * @param plain the body
	 * @return just that
	 */
	public static Coded plain(byte[] plain) {
		return new Coded(plain, null, null);
	}

	byte[] plain() {
		return this.plain;
	}

	byte @Nullable [] gzip() {
		return this.gzip;
	}

	byte @Nullable [] brotli() {
		return this.brotli;
	}

	boolean hasCodings() {
		return this.gzip != null || this.brotli != null;
	}

	int size() {
		return this.plain.length + ((this.gzip != null) ? this.gzip.length : 0)
				+ ((this.brotli != null) ? this.brotli.length : 0);
	}

}
