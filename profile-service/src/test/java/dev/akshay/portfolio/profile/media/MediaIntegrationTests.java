package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.platform.test.SampleEvent;
import dev.akshay.portfolio.platform.test.StoredEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.util.UriBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the owner does with images, and what everybody sees of them, over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "portfolio.content.location=../content")
@AutoConfigureWebTestClient(timeout = "60s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class })
class MediaIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final int HUNDRED_MEGABYTES = 100 * 1024 * 1024;

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@LocalServerPort
	private int port;

	private StoredEvents events;

	private long mark;

	@BeforeEach
	void empty() {
		this.database.sql("delete from media").then().block();
		this.events = new StoredEvents(this.database);
		this.mark = this.events.mark();
	}

	@Test
	void imageIsThereForEverybodyInEverySize() {
		var added = add(Pictures.withExif(Pictures.jpeg(1400, 2000), 6), "IMG_1.jpg", "A bridge [at] night");
		assertThat(added.getStatus().value()).isEqualTo(201);
		var item = body(added);
		var id = item.get("id").asString();
		assertThat(added.getResponseHeaders().getLocation()).hasToString("/api/media/" + id);
		assertThat(added.getResponseHeaders().getETag()).isEqualTo("\"v1\"");
		assertThat(added.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(item.get("type").asString()).isEqualTo("image/jpeg");
		assertThat(item.get("width").asInt()).isEqualTo(2000);
		assertThat(item.get("height").asInt()).isEqualTo(1400);
		assertThat(item.get("markdown").asString())
			.isEqualTo("![A bridge \\[at\\] night](/media/%s-2000x1400.jpg)".formatted(id));
		assertThat(item.get("variants").valueStream().map((variant) -> variant.get("width").asInt()))
			.containsExactly(480, 960, 1600, 2000);
		for (var variant : item.get("variants")) {
			var shown = show(variant.get("address").asString());
			assertThat(shown.getStatus().value()).isEqualTo(200);
			assertThat(shown.getResponseHeaders().getContentType()).isEqualTo(MediaType.IMAGE_JPEG);
			assertThat(shown.getResponseHeaders().getCacheControl()).isEqualTo("max-age=31536000, public, immutable");
			assertThat(shown.getResponseHeaders().getETag())
				.isEqualTo("\"%s-%d\"".formatted(id, variant.get("width").asInt()));
			assertThat(shown.getResponseHeaders().getFirst("Cache-Tag")).isEqualTo("media/" + id);
			assertThat(shown.getResponseHeaders().get("X-Content-Type-Options")).containsExactly("nosniff");
			var bytes = Objects.requireNonNull(shown.getResponseBody());
			assertThat(bytes).hasSize(variant.get("bytes").asInt());
			assertThat(shown.getResponseHeaders().getContentLength()).isEqualTo(bytes.length);
			assertThat(Pictures.decoded(bytes).getHeight()).isEqualTo(variant.get("height").asInt());
			assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain(Pictures.SECRET);
		}
		assertThat(this.events.since(this.mark)).extracting(SampleEvent::key).containsExactly("media/" + id);
	}

	@Test
	void whoHasItNeedsNotReadItAgain() {
		var address = body(add(Pictures.jpeg(60, 40), "x.jpg", "x")).get("address").asString();
		var tag = Objects.requireNonNull(show(address).getResponseHeaders().getETag());
		for (var known : new String[] { tag, "*", "\"other\", " + tag, "W/" + tag }) {
			var again = this.http.get()
				.uri(address)
				.header("If-None-Match", known)
				.exchange()
				.expectBody()
				.returnResult();
			assertThat(again.getStatus().value()).as(known).isEqualTo(304);
			assertThat(again.getResponseHeaders().getETag()).isEqualTo(tag);
			assertThat(again.getResponseBody()).isNull();
		}
		this.http.get().uri(address).header("If-None-Match", "\"other\"").exchange().expectStatus().isOk();
		this.http.get().uri(address).header("If-None-Match", "no tag").exchange().expectStatus().isOk();
		this.http.head().uri(address).exchange().expectStatus().isOk().expectHeader().valueEquals("ETag", tag);
	}

	@Test
	void sameFileIsTheSameImage() {
		var file = Pictures.jpeg(60, 40);
		var first = add(file, "one.jpg", "One");
		var second = add(file, "two.jpg", "Two");
		assertThat(second.getStatus().value()).isEqualTo(200);
		assertThat(body(second)).isEqualTo(body(first));
		// another file that shows the same
		var third = add(Pictures.withExif(file, 1), "three.jpg", "Three");
		assertThat(third.getStatus().value()).isEqualTo(200);
		assertThat(body(third)).isEqualTo(body(first));
		assertThat(list().get("media")).hasSize(1);
		assertThat(this.events.since(this.mark)).hasSize(1);
	}

	@Test
	void listsThoseAddedLastFirst() {
		for (int i = 1; i <= 3; i++) {
			add(Pictures.jpeg(60, 40 + i), i + ".jpg", "x");
		}
		assertThat(list().get("media").valueStream().map((item) -> item.get("name").asString()))
			.containsExactly("3.jpg", "2.jpg", "1.jpg");
		assertThat(list().has("next")).isFalse();
		var second = list().get("media").get(1).get("number").asLong();
		var before = body(ask(HttpMethod.GET, "?before=" + second, null, null));
		assertThat(before.get("media")).singleElement()
			.satisfies((item) -> assertThat(item.get("name").asString()).isEqualTo("1.jpg"));
	}

	@Test
	void longListsComeInParts() {
		this.database.sql("""
				insert into media (id, name, alt, ending, width, height)
				select lpad(to_hex(n), 32, '0'), 'x', 'x', 'jpg', 1, 1 from generate_series(1, 150) as n""")
			.then()
			.then(this.database.sql("insert into media_variant select id, 1, '' from media").then())
			.block();
		var first = list();
		assertThat(first.get("media")).hasSize(100);
		var rest = body(ask(HttpMethod.GET, "?before=" + first.get("next").asLong(), null, null));
		assertThat(rest.get("media")).hasSize(50);
		assertThat(rest.has("next")).isFalse();
	}

	@Test
	void wordsAreChangedByWhoSawThem() {
		var id = body(add(Pictures.jpeg(60, 40), "x.jpg", "One")).get("id").asString();
		var words = "{\"alt\": \"Two\"}";
		assertThat(ask(HttpMethod.PATCH, "/" + id, words, null).getStatus().value()).isEqualTo(428);
		var changed = ask(HttpMethod.PATCH, "/" + id, words, "\"v1\"");
		assertThat(changed.getStatus().value()).isEqualTo(200);
		assertThat(changed.getResponseHeaders().getETag()).isEqualTo("\"v2\"");
		assertThat(body(changed).get("markdown").asString()).startsWith("![Two](");
		var stale = ask(HttpMethod.PATCH, "/" + id, "{\"alt\": \"Three\"}", "\"v1\"");
		assertThat(stale.getStatus().value()).isEqualTo(412);
		assertThat(stale.getResponseHeaders().getETag()).isEqualTo("\"v2\"");
		assertThat(body(stale).get("current").get("alt").asString()).isEqualTo("Two");
		assertThat(ask(HttpMethod.PATCH, "/" + id, words, "v1").getStatus().value()).isEqualTo(400);
		assertThat(ask(HttpMethod.PATCH, "/" + "0".repeat(32), words, "\"v1\"").getStatus().value()).isEqualTo(404);
		var read = ask(HttpMethod.GET, "/" + id, null, null);
		assertThat(read.getResponseHeaders().getETag()).isEqualTo("\"v2\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			{}                       | 422 | alt
			{"alt": " "}             | 422 | alt
			{"alt": "a\\nb"}         | 422 | alt
			{"alt": "a\\u0000b"}     | 422 | alt
			{"alt": "a\\ud800b"}     | 422 | alt
			{"alt": 7}               | 400 | alt
			{"alt": "x", "width": 7} | 400 | width
			""")
	void namesTheFieldThatIsWrong(String words, int status, String field) {
		var id = body(add(Pictures.jpeg(60, 40), "x.jpg", "One")).get("id").asString();
		var answer = ask(HttpMethod.PATCH, "/" + id, words, "\"v1\"");
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(body(answer).get("errors")).singleElement()
			.satisfies((error) -> assertThat(error.get("field").asString()).isEqualTo(field));
	}

	@Test
	void whatIsDeletedIsGone() {
		var item = body(add(Pictures.jpeg(60, 40), "x.jpg", "x"));
		var id = item.get("id").asString();
		assertThat(ask(HttpMethod.DELETE, "/" + id, null, null).getStatus().value()).isEqualTo(204);
		assertThat(show(item.get("address").asString()).getStatus().value()).isEqualTo(404);
		assertThat(ask(HttpMethod.DELETE, "/" + id, null, null).getStatus().value()).isEqualTo(404);
		assertThat(this.events.since(this.mark)).extracting(SampleEvent::key)
			.containsExactly("media/" + id, "media/" + id);
		assertThat(add(Pictures.jpeg(60, 40), "x.jpg", "x").getStatus().value()).isEqualTo(201);
	}

	@Test
	void isDeletedAsItWasSeen() {
		var id = body(add(Pictures.jpeg(60, 40), "x.jpg", "One")).get("id").asString();
		ask(HttpMethod.PATCH, "/" + id, "{\"alt\": \"Two\"}", "\"v1\"");
		var stale = ask(HttpMethod.DELETE, "/" + id, null, "\"v1\"");
		assertThat(stale.getStatus().value()).isEqualTo(412);
		assertThat(stale.getResponseHeaders().getETag()).isEqualTo("\"v2\"");
		assertThat(body(stale).get("current").get("alt").asString()).isEqualTo("Two");
		assertThat(ask(HttpMethod.DELETE, "/" + id, null, "v2").getStatus().value()).isEqualTo(400);
		assertThat(ask(HttpMethod.DELETE, "/" + id, null, "\"v2\"").getStatus().value()).isEqualTo(204);
		assertThat(ask(HttpMethod.DELETE, "/" + id, null, "\"v2\"").getStatus().value()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/media/x", "/media/00000000000000000000000000000000-60x40.jpg",
			"/media/%0d%0aSet-Cookie:x", "/media/..%2f..%2fetc" })
	void whatIsNotThereIsNotFound(String address) {
		var answer = this.http.get()
			.uri(URI.create("http://127.0.0.1:" + this.port + address))
			.exchange()
			.expectBody()
			.returnResult();
		assertThat(answer.getStatus().is4xxClientError()).isTrue();
		assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
	}

	@Test
	void onlyTheAddressThatItHasShowsAnImage() {
		var id = body(add(Pictures.jpeg(600, 400), "x.jpg", "x")).get("id").asString();
		assertThat(show("/media/%s-600x400-480.jpg".formatted(id)).getStatus().value()).isEqualTo(200);
		for (var other : new String[] { "601x400.jpg", "600x401.jpg", "600x400.png", "600x400-960.jpg" }) {
			assertThat(show("/media/%s-%s".formatted(id, other)).getStatus().value()).as(other).isEqualTo(404);
		}
	}

	static Stream<Arguments> refused() {
		return Stream.of(arguments("a bomb", Pictures.bomb(), 422, "invalid-values"),
				arguments("a JPEG cut off", Pictures.truncated(Pictures.jpeg(700, 500)), 422, "invalid-values"),
				arguments("HTML with the header of a PNG", Pictures.htmlWithPngHeader(), 422, "invalid-values"),
				arguments("a script that is a GIF", Pictures.gifThatIsAScript(), 422, "invalid-values"),
				arguments("HTML", Pictures.html(), 415, "unsupported-image"),
				arguments("SVG", Pictures.svg(), 415, "unsupported-image"),
				arguments("WebP", Pictures.webp(), 415, "unsupported-image"),
				arguments("nothing", new byte[0], 415, "unsupported-image"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refused")
	void whatIsRefusedLeavesNothing(String what, byte[] file, int status, String type) {
		var answer = add(file, "harmless.jpg", "x");
		assertThat(answer.getStatus().value()).isEqualTo(status);
		assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(body(answer).get("type").asString()).endsWith("/" + type);
		assertThat(body(answer).get("errors")).singleElement()
			.satisfies((error) -> assertThat(error.get("field").asString()).isEqualTo("body"));
		assertNothingIsStored();
	}

	@Test
	void contentCountsAndNotWhatItIsCalled() {
		var item = body(add(Pictures.png(60, 40), "photo.jpg", "x"));
		assertThat(item.get("type").asString()).isEqualTo("image/png");
		var page = upload("text/html", Pictures.jpeg(60, 40),
				(uri) -> uri.queryParam("name", "x").queryParam("alt", "x"));
		assertThat(page.getStatus().value()).isEqualTo(415);
	}

	@ParameterizedTest
	@CsvSource({ "alt, ''", "alt, ' '", "alt, a\u0007b", "name, ''" })
	void describesWhatIsWrongWithTheWords(String field, String value) {
		var other = field.equals("alt") ? "name" : "alt";
		var answer = upload("image/jpeg", Pictures.jpeg(60, 40),
				(uri) -> uri.queryParam(other, "x").queryParam(field, "{value}"), value);
		assertThat(answer.getStatus().value()).isEqualTo(422);
		assertThat(body(answer).get("errors")).singleElement()
			.satisfies((error) -> assertThat(error.get("field").asString()).isEqualTo(field));
		assertNothingIsStored();
	}

	@Test
	void wordsHaveALimit() {
		assertThat(add(Pictures.jpeg(60, 40), "n".repeat(120), "a".repeat(300)).getStatus().value()).isEqualTo(201);
		var answer = add(Pictures.jpeg(60, 41), "n".repeat(121), "a".repeat(301));
		assertThat(body(answer).get("errors").valueStream().map((error) -> error.get("field").asString()))
			.containsExactly("name", "alt");
	}

	@Test
	void nobodyButTheOwnerAddsOrSees() {
		for (var token : new @Nullable String[] { null, this.tokens.forged("content:write"),
				this.tokens.expired("content:write"), this.tokens.bearer("inbox:write") }) {
			for (var request : new String[] { "GET ", "POST ?alt=x&name=x", "PATCH /x", "DELETE /x", "GET /x" }) {
				var parts = request.split(" ", 2);
				var asked = this.http.method(HttpMethod.valueOf(parts[0])).uri("/api/media" + parts[1]);
				if (token != null) {
					asked.header("Authorization", token);
				}
				if (parts[0].equals("POST")) {
					asked.contentType(MediaType.IMAGE_JPEG).bodyValue(Pictures.jpeg(6, 4));
				}
				assertThat(asked.exchange().expectBody().returnResult().getStatus().value()).as(request).isIn(401, 403);
			}
		}
		assertNothingIsStored();
	}

	@Test
	void aHundredMegabytesAreRefusedBeforeTheyCome() throws IOException {
		try (var socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(30_000);
			send(socket, "Content-Length: " + HUNDRED_MEGABYTES);
			var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json", "content-too-large");
		}
		assertNothingIsStored();
	}

	@Test
	void aHundredMegabytesThatSayNothingAreRefusedWhileTheyCome() throws IOException {
		long sent = 0;
		try (var socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(30_000);
			send(socket, "Transfer-Encoding: chunked");
			var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
			while (sent < HUNDRED_MEGABYTES && socket.getInputStream().available() == 0) {
				socket.getOutputStream().write(chunk);
				sent += 0x10000;
			}
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 413 ");
		}
		catch (IOException _) {
			// closed by the other end, which may reach us before its answer does
		}
		assertThat(sent).isLessThan(HUNDRED_MEGABYTES);
		assertNothingIsStored();
	}

	@Test
	void onlySoManyAreTakenAtATime() throws IOException {
		var file = Pictures.jpeg(60, 40);
		try (var first = new Socket("127.0.0.1", this.port); var second = new Socket("127.0.0.1", this.port)) {
			for (var socket : new Socket[] { first, second }) {
				socket.setSoTimeout(60_000);
				send(socket, "Content-Length: " + file.length);
				socket.getOutputStream().write(file, 0, 10);
			}
			await().untilAsserted(() -> {
				var third = add(Pictures.jpeg(60, 41), "x.jpg", "x");
				assertThat(third.getStatus().value()).isEqualTo(429);
				assertThat(third.getResponseHeaders().getFirst("Retry-After")).isEqualTo("2");
				assertThat(body(third).get("type").asString()).endsWith("/too-many-uploads");
			});
			first.getOutputStream().write(file, 10, file.length - 10);
			var answer = first.getInputStream().readNBytes(12);
			assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 201");
		}
		// one who left leaves a place
		await().untilAsserted(() -> {
			for (int i = 0; i < 2; i++) {
				assertThat(add(Pictures.jpeg(60, 42), "x.jpg", "x").getStatus().value()).isIn(200, 201);
			}
		});
	}

	@Test
	void thoseTakenAtTheSameTimeAreOneImage() {
		var file = Pictures.jpeg(700, 500);
		var answers = IntStream.range(0, 2)
			.mapToObj((_) -> CompletableFuture.supplyAsync(() -> add(file, "x.jpg", "x")))
			.toList();
		assertThat(answers.stream().map((answer) -> answer.join().getStatus().value()))
			.allMatch((status) -> status == 200 || status == 201);
		assertThat(list().get("media")).hasSize(1);
	}

	private void send(Socket socket, String length) throws IOException {
		var head = """
				POST /api/media?name=x&alt=x HTTP/1.1
				Host: localhost
				Authorization: %s
				Content-Type: image/jpeg
				%s

				""".formatted(this.tokens.bearer("content:write"), length).replace("\n", "\r\n");
		socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
	}

	private void assertNothingIsStored() {
		assertThat(this.database.sql("""
				select (select count(*) from media) + (select count(*) from media_variant)
					+ (select count(*) from media_source)""").mapValue(Long.class).one().block()).isZero();
		assertThat(this.events.since(this.mark)).isEmpty();
	}

	private EntityExchangeResult<byte[]> add(byte[] file, String name, String alt) {
		return upload("image/jpeg", file, (uri) -> uri.queryParam("name", "{name}").queryParam("alt", "{alt}"), name,
				alt);
	}

	private EntityExchangeResult<byte[]> upload(String type, byte[] file, Function<UriBuilder, UriBuilder> query,
			Object... values) {
		return this.http.post()
			.uri((uri) -> query.apply(uri.path("/api/media")).build(values))
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(MediaType.parseMediaType(type))
			.bodyValue(file)
			.exchange()
			.expectBody()
			.returnResult();
	}

	private EntityExchangeResult<byte[]> show(String address) {
		return this.http.get().uri(address).exchange().expectBody().returnResult();
	}

	private JsonNode list() {
		return body(ask(HttpMethod.GET, "", null, null));
	}

	private EntityExchangeResult<byte[]> ask(HttpMethod method, String path, @Nullable String body,
			@Nullable String match) {
		var request = this.http.method(method)
			.uri("/api/media" + path)
			.header("Authorization", this.tokens.bearer("content:read", "content:write"));
		if (match != null) {
			request.header("If-Match", match);
		}
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return request.exchange().expectBody().returnResult();
	}

	private static JsonNode body(EntityExchangeResult<byte[]> result) {
		return JSON.readTree(Objects.requireNonNull(result.getResponseBody()));
	}

}
