package dev.akshay.portfolio.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.test.NoKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The document of all services at one address with the page on which it can be tried. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@Import(NoKafka.class)
class ApiPageIntegrationTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private static final String PROGRAM = "application/json";

	private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/api/docs/[^\"]+)\"");

	private static final Origin website = new Origin("website");

	/** Says nothing that it is not told to say. */
	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.website", website::uri);
	}

	@AfterAll
	static void stop() {
		website.close();
		http.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { BROWSER, "text/html", "text/html, application/json", "text/html, */*",
			"application/json;q=0.9, text/html" })
	void showsThePageToWhomNamesItFirst(String accept) {
		var answer = get("/api/docs", "Accept", accept);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
		assertThat(varying(answer)).contains("Accept");
		assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=0, must-revalidate, public");
		assertThat(answer.body()).startsWith("<!doctype html>\n<html lang=\"en\">")
			.contains("<title>", "width=device-width");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "*/*", PROGRAM, "application/json,*/*", "application/*", "application/json, text/html",
			"text/html;q=0.5, application/json", "*/*, text/html;q=0.9", "text/html;q=0, */*" })
	void givesTheDocumentToEverybodyElse(String accept) {
		var answer = (accept != null) ? get("/api/docs", "Accept", accept) : get("/api/docs");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
		assertThat(varying(answer)).contains("Accept");
		assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=0, must-revalidate, public");
		assertThat(answer.body()).startsWith("{\"openapi\":\"3.1.0\"");
	}

	@Test
	void hasNothingElse() {
		assertProblem(get("/api/docs", "Accept", "application/xml"), 406, "not-acceptable");
	}

	@Test
	void keepsThemApart() {
		var address = "/api/docs?" + UUID.randomUUID();
		for (var fetched : List.of("fwd=", "hit; ")) {
			var document = get(address, "Accept", PROGRAM);
			var page = get(address, "Accept", BROWSER);
			assertThat(document.body()).startsWith("{");
			assertThat(page.body()).startsWith("<!doctype html>");
			assertThat(List.of(document, page))
				.allSatisfy((answer) -> assertThat(answer.headers().firstValue("Cache-Status"))
					.hasValueSatisfying((status) -> assertThat(status).startsWith("gateway; " + fetched)));
		}
		assertThat(get(address).headers().firstValue("Cache-Status"))
			.hasValueSatisfying((status) -> assertThat(status).contains("fwd=vary-miss"));
	}

	@ParameterizedTest
	@CsvSource({ "text/html, application/json, max-age=60", "application/json, text/html, max-age=60",
			// past the edge
			"text/html, application/json, no-store", "application/json, text/html, no-store" })
	void tellsThatNothingChanged(String accept, String other, String asked) {
		var tag = get("/api/docs", "Accept", accept).headers().firstValue("ETag").orElseThrow();
		assertThat(tag).matches("\"[0-9a-f]{32}\"");
		var again = get("/api/docs", "Accept", accept, "If-None-Match", tag, "Cache-Control", asked);
		assertThat(again.statusCode()).isEqualTo(304);
		assertThat(again.headers().firstValue("ETag")).contains(tag);
		assertThat(varying(again)).contains("Accept");
		assertThat(again.body()).isEmpty();
		assertThat(get("/api/docs", "Accept", other, "If-None-Match", tag, "Cache-Control", asked).statusCode())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { BROWSER, PROGRAM })
	void tellsTheSameWithoutABody(String accept) {
		var whole = get("/api/docs", "Accept", accept);
		var head = send("HEAD", "/api/docs", "Accept", accept);
		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.body()).isEmpty();
		for (var name : List.of("Content-Type", "Content-Length", "ETag", "Content-Security-Policy", "Cache-Control")) {
			assertThat(head.headers().firstValue(name)).as(name)
				.isPresent()
				.isEqualTo(whole.headers().firstValue(name));
		}
	}

	@Test
	void allowsThePageMoreImagesAndNothingElse() {
		assertThat(policy(get("/api/docs", "Accept", BROWSER)))
			.isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
					+ "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'");
		assertThat(policy(get("/api/docs", "Accept", PROGRAM))).contains("img-src 'self';");
		assertThat(policy(get(loaded().getFirst()))).contains("img-src 'self';");
	}

	@Test
	void pageHasNothingInlineAndNothingFromElsewhere() {
		assertThat(get("/api/docs", "Accept", BROWSER).body()).doesNotContain("<style", "style=", "<script>", "://")
			.doesNotContainPattern("\\son\\w+=")
			.doesNotContain("{folder}");
	}

	@Test
	void filesMayBeKeptForGood() {
		assertThat(loaded()).extracting((path) -> path.replaceFirst("/api/docs/[0-9a-f]{12}/", ""))
			.containsExactly("swagger-ui.css", "page.css", "swagger-ui-bundle.js", "page.js");
		for (var path : loaded()) {
			var answer = get(path);
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Type"))
				.contains(path.endsWith(".css") ? "text/css;charset=UTF-8" : "text/javascript;charset=UTF-8");
			assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
			var tag = answer.headers().firstValue("ETag").orElseThrow();
			assertThat(get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
			assertThat(send("HEAD", path).headers().firstValue("ETag")).contains(tag);
			assertThat(get(path).headers().firstValue("Cache-Status")).as(path)
				.hasValueSatisfying((status) -> assertThat(status).startsWith("gateway; hit"));
		}
	}

	@Test
	void largestFileIsSentSmall() {
		var bundle = loaded().stream().filter((path) -> path.endsWith("bundle.js")).findFirst().orElseThrow();
		var answer = send("HEAD", bundle, "Accept-Encoding", "gzip");
		assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
		assertThat(answer.headers().firstValueAsLong("Content-Length").orElseThrow()).isLessThan(600_000);
	}

	@Test
	void fileOfAnotherVersionIsNotKept() {
		var answer = get("/api/docs/000000000000/page.js");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
		assertThat(answer.body()).contains("SwaggerUIBundle");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/docs/", "/api/docs/page.js", "/api/docs/{hash}", "/api/docs/{hash}/",
			"/api/docs/{hash}/index.html", "/api/docs/{hash}/page.html", "/api/docs/{hash}/page.css.map",
			"/api/docs/{hash}/PAGE.CSS", "/api/docs/{hash}/application.yaml", "/api/docs/{hash}/page.js/more" })
	void servesNoOtherFile(String path) {
		assertProblem(get(path.replace("{hash}", hash())), 404, "not-found");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/docs/{hash}/../page.js", "/api/docs/{hash}/..%2Fpage.js",
			"/api/docs/{hash}/%2e%2e/%2e%2e/application.yaml", "/api/docs/{hash}//page.js",
			"/api/docs/{hash}/page.js;v=1" })
	void refusesTricks(String path) {
		assertProblem(get(path.replace("{hash}", hash())), 400, "malformed-request");
	}

	@Test
	void givesNothingElseOfSwaggerUi() {
		assertThat(get("/webjars/swagger-ui/5.32.2/index.html").headers().firstValue("Origin-Name"))
			.contains("website");
	}

	private List<String> loaded() {
		return LOADED.matcher(get("/api/docs", "Accept", BROWSER).body())
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	private String hash() {
		return loaded().getFirst().split("/")[3];
	}

	/** In one line or in several; the edge adds how it was coded. */
	private static List<String> varying(HttpResponse<String> answer) {
		return answer.headers()
			.allValues("Vary")
			.stream()
			.flatMap((line) -> Stream.of(line.split(",")))
			.map(String::strip)
			.toList();
	}

	private static String policy(HttpResponse<String> answer) {
		assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
		return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String type) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		assertThat(answer.body()).contains("https://akshay.dev/problems/" + type);
	}

	private HttpResponse<String> get(String path, String... headers) {
		return send("GET", path, headers);
	}

	private HttpResponse<String> send(String method, String path, String... headers) {
		var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(this.port, path)))
			.method(method, BodyPublishers.noBody())
			.timeout(Duration.ofSeconds(30));
		try {
			return http.send(((headers.length > 0) ? request.headers(headers) : request).build(),
					BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
