package dev.akshay.portfolio.gateway.edge.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Makes bodies smaller: gzip (<a href="https://www.rfc-editor.org/rfc/rfc1952">RFC
 * 1952</a>) and, where its native library is there, Brotli
 * (<a href="https://www.rfc-editor.org/rfc/rfc7932">RFC 7932</a>).
 */
public final class Codings {

	/** The name of gzip. */
	public static final String GZIP = "gzip";

	/** The name of Brotli. */
	public static final String BROTLI = "br";

	/** Below, the frame costs about what is saved. */
	private static final int WORTH_IT = 512;

	private static final int GZIP_LEVEL = 6;

	/**
	 * Better than gzip's best in a similar time; higher levels take many times as long.
	 */
	private static final int BROTLI_QUALITY = 5;

	private final boolean brotli = Brotli4jLoader.isAvailable();

	/**
	 * Whether a body is worth coding, and may be.
	 * @param headers the response's headers
	 * @param length the body's length in bytes
	 * @return whether it is text of some length, not coded yet
	 */
	public static boolean suit(HttpHeaders headers, long length) {
		if (length < WORTH_IT || headers.getFirst(HttpHeaders.CONTENT_ENCODING) != null) {
			return false;
		}
		for (var line : headers.getOrEmpty(HttpHeaders.CACHE_CONTROL)) {
			if (line.toLowerCase(Locale.ROOT).contains("no-transform")) {
				return false;
			}
		}
		return isText(headers.getFirst(HttpHeaders.CONTENT_TYPE));
	}

	private static boolean isText(@Nullable String contentType) {
		if (contentType == null) {
			return false;
		}
		var type = contentType.toLowerCase(Locale.ROOT);
		return (type.startsWith("text/") && !type.startsWith("text/event-stream")) || type.contains("json")
				|| type.contains("xml") || type.startsWith("application/javascript");
	}

	/**
	 * Codes a body in every way that makes it smaller. Takes milliseconds of CPU, so it
	 * is not done on an event loop.
	 * @param headers the response's headers
	 * @param body the body
	 * @return the body and its codings
	 */
	public Coded code(HttpHeaders headers, byte[] body) {
		if (!suit(headers, body.length)) {
			return Coded.plain(body);
		}
		return new Coded(body, ifSmaller(gzip(body), body), this.brotli ? ifSmaller(brotli(body), body) : null);
	}

	private static byte @Nullable [] ifSmaller(byte[] coded, byte[] body) {
		return (coded.length < body.length) ? coded : null;
	}

	/**
	 * Codes a body in gzip.
	 * @param body the body
	 * @return the same in gzip
	 */
	public static byte[] gzip(byte[] body) {
		var coded = new ByteArrayOutputStream(body.length / 2);
		try (var gzip = new Gzip(coded)) {
			gzip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return coded.toByteArray();
	}

	private static byte[] brotli(byte[] body) {
		try {
			return Encoder.compress(body, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Gzip extends GZIPOutputStream {

		Gzip(ByteArrayOutputStream out) throws IOException {
			super(out, 8192);
			this.def.setLevel(GZIP_LEVEL);
			this.def.setStrategy(Deflater.DEFAULT_STRATEGY);
		}

	}

}
