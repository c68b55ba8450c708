package dev.akshay.portfolio.gateway.edge.rules;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What reading a request costs on its way to a hit. */
@State(Scope.Benchmark)
public class RulesBenchmark {

	private static final String BROWSER = "gzip, deflate, br, zstd";

	private URI plain = URI.create("https://akshay.example/projects/order-orchestration-engine?from=home");

	private URI escaped = URI.create("https://AKSHAY.example/projects/order%2Dorchestration%2dengine?q=caf%c3%a9");

	private List<String> reload = List.of("max-age=0");

	private List<String> content = List
		.of("public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800, must-revalidate");

	private List<String> targeted = List.of("max-age=300, stale-while-revalidate=86400, stale-if-error=604800");

	private List<String> tags = List.of("\"5d41402abc4b2a76b9719d911017c592\", W/\"7d793037a0760186574b0282f2f435e7\"");

	private String tag = "\"7d793037a0760186574b0282f2f435e7\"";

	private String date = "Tue, 24 Nov 2026 19:04:40 GMT";

	@Benchmark
	public @Nullable String keyOfAPlainUri() {
		return CacheKey.of(this.plain);
	}

	@Benchmark
	public @Nullable String keyOfAnEscapedUri() {
		return CacheKey.of(this.escaped);
	}

	@Benchmark
	public Directives requestWithoutDirectives() {
		return Directives.ofRequest(null, null);
	}

	@Benchmark
	public Directives requestThatReloads() {
		return Directives.ofRequest(this.reload, null);
	}

	@Benchmark
	public Directives responseDirectives() {
		return Directives.of(this.content);
	}

	@Benchmark
	public @Nullable Directives targetedDirectives() {
		return Directives.targeted(this.targeted);
	}

	@Benchmark
	public int codingOfABrowser() {
		return AcceptEncoding.weight(BROWSER, "br");
	}

	@Benchmark
	public boolean entityTagAmongTwo() {
		return EntityTag.isAmong(this.tags, this.tag);
	}

	@Benchmark
	public long httpDate() {
		return HttpDate.parse(this.date);
	}

}
