package dev.akshay.portfolio.gateway.edge;

import java.net.URI;

import dev.akshay.portfolio.gateway.edge.store.StoredResponse;
import dev.akshay.portfolio.platform.deadline.Deadline;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.support.Netty4HeadersAdapter;

/**
 * What the origin is asked on behalf of the cache: the whole content in its plain form,
 * unless it is the one that is kept already.
 */
final class OriginRequest extends ServerHttpRequestDecorator {

	private final URI uri;

	private final HttpHeaders headers;

	private final RequestPath path;

	/**
	 * Asks for a client's request, or for several.
	 * @param request the request
	 * @param uri the URI as its key spells it
	 * @param known what is kept already and may still be right
	 * @param shared whether others may wait for the answer, who may have more time
	 */
	OriginRequest(ServerHttpRequest request, URI uri, @Nullable StoredResponse known, boolean shared) {
		super(request);
		this.uri = uri;
		// mostly the client's own, which was parsed when it came
		this.path = uri.toString().equals(request.getURI().toString()) ? request.getPath()
				: RequestPath.parse(uri, null);
		var copied = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
		this.headers = new HttpHeaders(new Netty4HeadersAdapter(copied));
		request.getHeaders().forEach((name, values) -> {
			if (!isForTheCache(name) && !(shared && name.equalsIgnoreCase(Deadline.HEADER))) {
				copied.add(name, values);
			}
		});
		if (known != null) {
			var etag = known.etag();
			if (etag != null) {
				this.headers.set(HttpHeaders.IF_NONE_MATCH, etag);
			}
			var lastModified = known.lastModifiedHeader();
			if (lastModified != null) {
				this.headers.set(HttpHeaders.IF_MODIFIED_SINCE, lastModified);
			}
		}
	}

	/**
	 * What the cache answers to itself, or says in its own words; and what speaks of a
	 * body, which a read has for nobody (RFC 9110, 9.3.1): a service would wait for bytes
	 * that never come, and take the next request on its connection for them.
	 */
	private static boolean isForTheCache(String name) {
		return name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH) || name.equalsIgnoreCase(HttpHeaders.IF_MODIFIED_SINCE)
				|| name.equalsIgnoreCase(HttpHeaders.ACCEPT_ENCODING) || name.equalsIgnoreCase(HttpHeaders.RANGE)
				|| name.equalsIgnoreCase(HttpHeaders.IF_RANGE) || name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
				|| name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING) || name.equalsIgnoreCase(HttpHeaders.EXPECT);
	}

	@Override
	public HttpMethod getMethod() {
		return HttpMethod.GET;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public RequestPath getPath() {
		return this.path;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	// the client may be gone while the cache still waits
	@Override
	public Flux<DataBuffer> getBody() {
		return Flux.empty();
	}

}
