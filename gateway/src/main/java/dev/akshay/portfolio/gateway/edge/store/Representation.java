package dev.akshay.portfolio.gateway.edge.store;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** A response in one coding, ready to be written. */
public final class Representation {

	private static final int LAST_ASCII = 0x7F;

	private final HttpHeaders headers;

	private final Body body;

	private final @Nullable String etag;

	Representation(HttpHeaders headers, Body body, @Nullable String etag) {
		this.headers = headers;
		this.body = body;
		this.etag = etag;
	}

	/**
	 * Headers that check names and values as those of an answer do: what they have in
	 * common is taken over there unchecked.
	 */
	static HttpHeaders newHeaders() {
		return DefaultHttpHeadersFactory.headersFactory().newHeaders();
	}

	/**
	 * A name or a value as it goes over the wire: bytes are copied there, characters of a
	 * string are looked at one by one each time.
	 * @param text the text
	 * @return the same text; anything but ASCII is left to the encoder
	 */
	static CharSequence readyText(String text) {
		return text.chars().allMatch((character) -> character <= LAST_ASCII) ? new AsciiString(text) : text;
	}

	/**
	 * All headers but those that differ from request to request.
	 * @return the headers, not to be changed
	 */
	public HttpHeaders headers() {
		return this.headers;
	}

	/**
	 * How long the body is.
	 * @return its length in bytes
	 */
	public int length() {
		return this.body.length();
	}

	/**
	 * The body, or a part of it.
	 * @param from the first byte's position
	 * @param length how many bytes
	 * @return a view of them; nothing is copied
	 */
	public ByteBuf body(int from, int length) {
		return this.body.view(from, length);
	}

	/**
	 * The entity tag of these bytes.
	 * @return the tag, if they have one
	 */
	public @Nullable String etag() {
		return this.etag;
	}

}
