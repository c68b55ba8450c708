package dev.akshay.portfolio.gateway.edge.store;

import org.jspecify.annotations.Nullable;

/** A body as it is, and in codings where they make it smaller. */
public final class Coded {

	private final Body plain;

	private final @Nullable Body gzip;

	private final @Nullable Body brotli;

	Coded(byte[] plain, byte @Nullable [] gzip, byte @Nullable [] brotli) {
		this.plain = new Body(plain);
		this.gzip = (gzip != null) ? new Body(gzip) : null;
		this.brotli = (brotli != null) ? new Body(brotli) : null;
	}

	/**
	 * A body without codings.
	 * @param plain the body
	 * @return just that
	 */
	public static Coded plain(byte[] plain) {
		return new Coded(plain, null, null);
	}

	Body plain() {
		return this.plain;
	}

	@Nullable Body gzip() {
		return this.gzip;
	}

	@Nullable Body brotli() {
		return this.brotli;
	}

	boolean hasCodings() {
		return this.gzip != null || this.brotli != null;
	}

	int size() {
		return this.plain.length() + ((this.gzip != null) ? this.gzip.length() : 0)
				+ ((this.brotli != null) ? this.brotli.length() : 0);
	}

}
