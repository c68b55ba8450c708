package dev.akshay.portfolio.gateway.edge.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.akshay.portfolio.gateway.edge.rules.Directives;
import dev.akshay.portfolio.gateway.edge.rules.Freshness;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.http.HttpHeaders;
import org.springframework.http.support.Netty4HeadersAdapter;

/**
 * What finding a response costs among a thousand, and what making its headers does, with
 * the headers of a browser as Netty hands them over.
 */
@State(Scope.Benchmark)
public class LookupBenchmark {

	private static final int PAGES = 1_000;

	private static final String SITE = "https://akshay.example/projects/";

	private static final String LANGUAGE = "en-GB,en;q=0.9,mr;q=0.8";

	private static final String BROWSER_CODINGS = "gzip, deflate, br, zstd";

	private final ResponseStore store = new ResponseStore(256L * 1024 * 1024);

	private final HttpHeaders browser = browser();

	private final String plain = SITE + "plain-" + PAGES / 2;

	private final String varied = SITE + "varied-" + PAGES / 2;

	private final String unknown = SITE + "unknown";

	@Setup
	public void fill() {
		for (int page = 0; page < PAGES; page++) {
			keep(SITE + "plain-" + page, null, LANGUAGE);
			keep(SITE + "varied-" + page, "Accept-Language", "de");
			keep(SITE + "varied-" + page, "Accept-Language", LANGUAGE);
		}
	}

	@Benchmark
	public @Nullable StoredResponse find() {
		return this.store.find(this.plain, this.browser);
	}

	@Benchmark
	public @Nullable StoredResponse findAmongVariants() {
		return this.store.find(this.varied, this.browser);
	}

	@Benchmark
	public @Nullable StoredResponse findNothing() {
		return this.store.find(this.unknown, this.browser);
	}

	@Benchmark
	public io.netty.handler.codec.http.HttpHeaders findAndCopyHeaders() {
		var stored = Objects.requireNonNull(this.store.find(this.plain, this.browser));
		var representation = stored.representation(this.browser.getFirst(HttpHeaders.ACCEPT_ENCODING));
		return new DefaultHttpHeaders().add(representation.headers());
	}

	private void keep(String key, @Nullable String vary, String language) {
		var headers = new HttpHeaders();
		headers.set("Content-Type", "text/html;charset=UTF-8");
		headers.set("Cache-Control", "public, max-age=0, must-revalidate");
		headers.set("ETag", "\"7d793037a0760186574b0282f2f435e7\"");
		headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
		if (vary != null) {
			headers.set("Vary", vary);
		}
		var request = new HttpHeaders();
		request.set("Accept-Language", language);
		var fresh = Objects
			.requireNonNull(Freshness.of(200, headers, Directives.of(List.of("max-age=3600")), true, null, 0, 0, 0));
		var body = Coded.plain("<!doctype html><title>Page</title>".getBytes(StandardCharsets.UTF_8));
		this.store.keep(key,
				Objects.requireNonNull(StoredResponse.of(200, headers, request, fresh, Set.of("projects"), body)),
				this.store.moment());
	}

	private static HttpHeaders browser() {
		var headers = new DefaultHttpHeaders();
		headers.set("Host", "akshay.example");
		headers.set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
		headers.set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
		headers.set("Accept-Language", LANGUAGE);
		headers.set("Accept-Encoding", BROWSER_CODINGS);
		headers.set("Connection", "keep-alive");
		return new HttpHeaders(new Netty4HeadersAdapter(headers));
	}

}
