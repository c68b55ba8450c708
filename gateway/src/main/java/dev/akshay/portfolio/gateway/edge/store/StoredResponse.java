package dev.akshay.portfolio.gateway.edge.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.akshay.portfolio.gateway.edge.rules.AcceptEncoding;
import dev.akshay.portfolio.gateway.edge.rules.EntityTag;
import dev.akshay.portfolio.gateway.edge.rules.Freshness;
import dev.akshay.portfolio.gateway.edge.rules.HttpDate;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/** A whole response that may be shown again, in every coding that is worth it. */
public final class StoredResponse {

	private static final int FIXED_WEIGHT = 1024;

	private static final int WEIGHT_PER_HEADER = 64;

	/**
	 * What each coding says for itself, and what only caches of this site need to know.
	 */
	private static final Set<String> NOT_COPIED = Set.of("content-length", "content-encoding", "content-range", "etag",
			"vary", "transfer-encoding", "cache-tag", "cdn-cache-control");

	/** What a 304 cannot change, because it describes bytes that stay (RFC 9111, 3.2). */
	private static final Set<String> NOT_UPDATED = Set.of("content-length", "content-encoding", "content-range",
			"content-type", "etag", "vary", "transfer-encoding");

	private final int status;

	private final HttpHeaders headers;

	private final Selection selection;

	private final Freshness freshness;

	private final Set<String> tags;

	private final boolean purged;

	private final Coded coded;

	private final Representation plain;

	private final @Nullable Representation gzip;

	private final @Nullable Representation brotli;

	private final long lastModified;

	/** How the origin coded it by itself. */
	private final @Nullable String coding;

	private StoredResponse(int status, HttpHeaders headers, Selection selection, Freshness freshness, Set<String> tags,
			Coded coded, boolean purged) {
		this.status = status;
		this.headers = headers;
		this.selection = selection;
		this.freshness = freshness;
		this.tags = tags;
		this.purged = purged;
		this.coded = coded;
		this.lastModified = HttpDate.parse(headers.getFirst(HttpHeaders.LAST_MODIFIED));
		this.coding = coding(headers.getFirst(HttpHeaders.CONTENT_ENCODING));
		this.plain = representation(coded.plain(), null);
		this.gzip = (coded.gzip() != null) ? representation(coded.gzip(), Codings.GZIP) : null;
		this.brotli = (coded.brotli() != null) ? representation(coded.brotli(), Codings.BROTLI) : null;
	}

	private static @Nullable String coding(@Nullable String contentEncoding) {
		return (contentEncoding == null || contentEncoding.equalsIgnoreCase("identity")) ? null
				: contentEncoding.strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * Makes a response ready to be shown.
	 * @param status its status
	 * @param headers its headers, without those that concern one connection or request
	 * only
	 * @param request the headers of the request that it answers
	 * @param freshness for how long it is right
	 * @param tags by which it can be purged
	 * @param coded its body
	 * @return the response, or {@code null} if its {@code Vary} forbids to show it again
	 */
	public static @Nullable StoredResponse of(int status, HttpHeaders headers, HttpHeaders request, Freshness freshness,
			Set<String> tags, Coded coded) {
		var selection = Selection.of(headers.get(HttpHeaders.VARY), request);
		return (selection != null)
				? new StoredResponse(status, headers, selection, freshness, Set.copyOf(tags), coded, false) : null;
	}

	/**
	 * What its headers become by a 304
	 * (<a href="https://www.rfc-editor.org/rfc/rfc9111#section-3.2">RFC 9111, 3.2</a>).
	 * @param update the headers of the 304, without those that concern one connection or
	 * request only
	 * @return the headers of the updated response
	 */
	public HttpHeaders headersUpdatedBy(HttpHeaders update) {
		var merged = new HttpHeaders();
		merged.putAll(this.headers);
		update.forEach((name, values) -> {
			if (!NOT_UPDATED.contains(name.toLowerCase(Locale.ROOT))) {
				merged.put(name, values);
			}
		});
		return merged;
	}

	/**
	 * The same content, confirmed by its origin.
	 * @param headers its headers from now on
	 * @param freshness for how long it is right from now on
	 * @param tags by which it can be purged from now on
	 * @return the updated response
	 */
	public StoredResponse confirmed(HttpHeaders headers, Freshness freshness, Set<String> tags) {
		return new StoredResponse(this.status, headers, this.selection, freshness, Set.copyOf(tags), this.coded, false);
	}

	/**
	 * The same response, to be shown only if the origin says that it is still right, or
	 * cannot be asked.
	 * @return the purged response
	 */
	StoredResponse purge() {
		return new StoredResponse(this.status, this.headers, this.selection, this.freshness, this.tags, this.coded,
				true);
	}

	private Representation representation(Body body, @Nullable String coding) {
		var ready = Representation.newHeaders();
		this.headers.forEach((name, values) -> {
			if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
				ready.add(Representation.readyText(name), values.stream().map(Representation::readyText).toList());
			}
		});
		var etag = this.headers.getFirst(HttpHeaders.ETAG);
		etag = EntityTag.isValid(etag) ? etag : null;
		if (coding != null) {
			etag = (etag != null) ? EntityTag.coded(etag, coding) : null;
			ready.set(HttpHeaderNames.CONTENT_ENCODING, Representation.readyText(coding));
		}
		else if (this.headers.getFirst(HttpHeaders.CONTENT_ENCODING) != null) {
			ready.set(HttpHeaderNames.CONTENT_ENCODING, this.headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING));
		}
		if (etag != null) {
			ready.set(HttpHeaderNames.ETAG, Representation.readyText(etag));
		}
		var vary = vary();
		if (!vary.isEmpty()) {
			ready.set(HttpHeaderNames.VARY, Representation.readyText(String.join(", ", vary)));
		}
		if (this.status != 204) {
			ready.set(HttpHeaderNames.CONTENT_LENGTH, Representation.readyText(String.valueOf(body.length())));
		}
		return new Representation(ready, body, etag);
	}

	private List<String> vary() {
		var vary = new ArrayList<>(this.headers.getOrEmpty(HttpHeaders.VARY));
		boolean named = vary.stream().anyMatch((line) -> line.toLowerCase(Locale.ROOT).contains("accept-encoding"));
		if (!named && this.coded.hasCodings()) {
			vary.add(HttpHeaders.ACCEPT_ENCODING);
		}
		return vary;
	}

	/**
	 * Whether this response answers a request, as far as {@code Vary} goes.
	 * @param request the request's headers
	 * @return whether it does
	 */
	public boolean matches(HttpHeaders request) {
		if (!this.selection.matches(request)) {
			return false;
		}
		// an origin that codes although it was not asked to is not forced upon clients
		return this.coding == null
				|| AcceptEncoding.weight(request.getFirst(HttpHeaders.ACCEPT_ENCODING), this.coding) > 0;
	}

	boolean replaces(StoredResponse other) {
		return this.selection.equals(other.selection);
	}

	/**
	 * The smallest form that a client takes.
	 * @param acceptEncoding the client's {@code Accept-Encoding}
	 * @return the representation
	 */
	public Representation representation(@Nullable String acceptEncoding) {
		if (acceptEncoding == null || (this.gzip == null && this.brotli == null)) {
			return this.plain;
		}
		int likesBrotli = (this.brotli != null) ? AcceptEncoding.weight(acceptEncoding, Codings.BROTLI) : 0;
		int likesGzip = (this.gzip != null) ? AcceptEncoding.weight(acceptEncoding, Codings.GZIP) : 0;
		if (this.brotli != null && likesBrotli > 0 && likesBrotli >= likesGzip) {
			return this.brotli;
		}
		return (this.gzip != null && likesGzip > 0) ? this.gzip : this.plain;
	}

	public Representation plain() {
		return this.plain;
	}

	public int status() {
		return this.status;
	}

	public Freshness freshness() {
		return this.freshness;
	}

	public boolean isPurged() {
		return this.purged;
	}

	/**
	 * The tag by which the origin knows the content.
	 * @return the tag as the origin spelled it, if there is a well-formed one
	 */
	public @Nullable String etag() {
		return this.plain.etag();
	}

	/**
	 * When the content was changed last.
	 * @return milliseconds since 1970, or {@link HttpDate#NONE}
	 */
	public long lastModified() {
		return this.lastModified;
	}

	/**
	 * The same as the origin spelled it.
	 * @return the header's value, if there is one that can be read
	 */
	public @Nullable String lastModifiedHeader() {
		return (this.lastModified != HttpDate.NONE) ? this.headers.getFirst(HttpHeaders.LAST_MODIFIED) : null;
	}

	/**
	 * By which it can be purged.
	 * @return its tags
	 */
	public Set<String> tags() {
		return this.tags;
	}

	int weight() {
		int headers = 0;
		for (var header : this.headers.headerSet()) {
			for (var value : header.getValue()) {
				headers += header.getKey().length() + value.length() + WEIGHT_PER_HEADER;
			}
		}
		int representations = 1 + ((this.gzip != null) ? 1 : 0) + ((this.brotli != null) ? 1 : 0);
		return FIXED_WEIGHT + this.coded.size() + headers * (1 + representations) + this.selection.weight()
				+ this.tags.stream().mapToInt(String::length).sum();
	}

}
