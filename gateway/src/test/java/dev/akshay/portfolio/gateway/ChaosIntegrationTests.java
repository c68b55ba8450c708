package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.akshay.portfolio.gateway.resilience.BreakerChanged;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What one visitor breaks for herself, and what of it reaches others: nothing. */
@Import(KeptSpans.class)
class ChaosIntegrationTests extends OwnerTest {

	private static final Queue<BreakerChanged> changes = new ConcurrentLinkedQueue<>();

	private final String path = "/api/projects/" + UUID.randomUUID();

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private KeptSpans spans;

	@DynamicPropertySource
	static void otherRoute(DynamicPropertyRegistry properties) {
		var route = "spring.cloud.gateway.server.webflux.routes[0].";
		properties.add(route + "id", () -> "other");
		properties.add(route + "uri", extra::uri);
		properties.add(route + "predicates[0]", () -> "Path=/other/**");
	}

	@BeforeEach
	void nothingIsBroken() {
		sql("delete from chaos_fault");
		changes.clear();
		// until no replica goes by what it knew
		await().until(() -> json(get("/api/live/chaos")).path("others").isEmpty());
	}

	@AfterEach
	void bringBackTheDatabase() {
		sqlOutside("alter database {database} allow_connections true");
	}

	@Test
	void tellsTheServicesOfHerRequestsAndOfNobodyElses() {
		var visitor = visitor("projects-service", "latency", 800, 60);
		var told = get(this.path, "Cookie", visitor).headers();
		assertThat(told.firstValue("Origin-Got-baggage").orElseThrow())
			.matches("chaos=projects-service:latency:800:100:\\d{10}");
		assertThat(told.firstValue("Cache-Status")).contains("gateway; fwd=bypass; fwd-status=200; detail=chaos");
		assertThat(get(this.path).headers().firstValue("Origin-Got-baggage")).isEmpty();
		var written = send("POST", "/api/projects", "{}", "Cookie", visitor).headers();
		assertThat(written.firstValue("Origin-Got-baggage")).isPresent();
		assertThat(get("/projects", "Cookie", visitor).headers().firstValue("Origin-Got-baggage")).isPresent();
	}

	@Test
	void standsApartBehindOtherRoutesToo() {
		var visitor = visitor("projects-service", "error", null, 60);
		var answer = get("/other/x", "Cookie", visitor);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Origin-Name")).contains("extra");
		assertThat(breaker(answer)).isEqualTo("closed");
	}

	@Test
	void keepsHerCookieBack() {
		var visitor = visitor("projects-service", "error", null, 60);
		for (var other : List.of("", "; theme=dark")) {
			var told = get(this.path, "Cookie", visitor + other).headers();
			assertThat(told.firstValue("Origin-Got-baggage")).isPresent();
			assertThat(told.firstValue("Origin-Got-cookie").orElse("")).doesNotContain("chaos");
		}
	}

	@Test
	void givesACookieThatSaysNothingAndThatScriptsDoNotSee() {
		var answer = order("projects-service", "error", null, 60);
		assertThat(answer.statusCode()).isEqualTo(201);
		assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
		var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
		assertThat(cookie).matches(Pattern
			.compile("chaos=[A-Za-z0-9_-]{43}; Path=/; Max-Age=6[01]; Expires=[^;]+; HttpOnly; SameSite=Lax"));
		assertThat(sql("select session from chaos_fault")).singleElement()
			.satisfies((kept) -> assertThat(cookie).doesNotContain(kept));
		var secure = order("projects-service", "error", null, 60, "X-Forwarded-Proto", "https", "X-Forwarded-For",
				"192.0.2.1");
		assertThat(secure.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
	}

	@Test
	void takesNothingFromOutside() {
		var end = Instant.now().getEpochSecond() + 60;
		var baggage = "chaos=projects-service:error:0:100:" + end;
		assertThat(get(this.path, "baggage", baggage).headers().firstValue("Origin-Got-baggage")).isEmpty();
		assertThat(get(this.path, "Baggage", baggage, "Cache-Control", "no-store").headers()
			.firstValue("Origin-Got-baggage")).isEmpty();
		var visitor = visitor("website", "error", null, 60);
		assertThat(get(this.path, "baggage", baggage, "Cookie", visitor).headers()
			.firstValue("Origin-Got-baggage")
			.orElseThrow()).startsWith("chaos=website:error").doesNotContain("projects-service");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chaos=", "chaos=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "chaos=%sA", "chaos=%s.e30",
			"chaos=projects-service:error:0:100:99999999999", "Chaos=%s", "xchaos=%s" })
	void doesNotBelieveAnotherCookie(String cookie) {
		var secret = visitor("projects-service", "error", null, 60).substring("chaos=".length());
		var answer = get(this.path, "Cookie", cookie.formatted(secret));
		assertThat(answer.headers().firstValue("Origin-Got-baggage")).isEmpty();
		assertThat(answer.headers().firstValue("Cache-Status").orElseThrow()).doesNotContain("chaos");
	}

	@Test
	void endsByItself() {
		var visitor = visitor("projects-service", "error", null, 1);
		assertThat(get(this.path, "Cookie", visitor).headers().firstValue("Origin-Got-baggage")).isPresent();
		await().until(() -> json(get("/api/live/chaos", "Cookie", visitor)).path("mine").isEmpty());
		assertThat(get(this.path, "Cookie", visitor).headers().firstValue("Origin-Got-baggage")).isEmpty();
		// and the cookie goes where it is of no use any more
		assertThat(get("/api/live/chaos", "Cookie", visitor).headers().firstValue("Set-Cookie").orElseThrow())
			.startsWith("chaos=;")
			.contains("Max-Age=0");
		// which this process tells the timeline, too, and forgets
		await().until(() -> sql("select service from chaos_fault").isEmpty());
	}

	@Test
	void leavesACookieThatAnotherReplicaHasJustGiven() {
		var visitor = visitor("projects-service", "error", null, 60);
		var session = sql("select session from chaos_fault").getFirst();
		// as this one knows it before it hears of the order
		sql("update chaos_fault set session = 'another'");
		await().until(() -> json(get("/api/live/chaos", "Cookie", visitor)).path("mine").isEmpty());
		sql("update chaos_fault set session = '%s'".formatted(session));
		assertThat(get("/api/live/chaos", "Cookie", visitor).headers().firstValue("Set-Cookie")).isEmpty();
		await().until(() -> json(get("/api/live/chaos", "Cookie", visitor)).path("mine").size() == 1);
	}

	@Test
	void takesManyOrdersAtOnce() {
		var orders = IntStream.range(0, 40)
			.mapToObj(
					(_) -> http().sendAsync(order("{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 60}"),
							HttpResponse.BodyHandlers.ofString()))
			.toList();
		assertThat(orders.stream().map((order) -> order.join().statusCode())).containsOnly(201);
		assertThat(sql("select count(*) from chaos_fault")).containsExactly("40");
	}

	@Test
	void isMendedAtOnceForWhoeverKeptTheCookie() {
		var visitor = visitor("projects-service", "error", null, 60);
		order("website", "latency", 100, 60, "Cookie", visitor);
		var mended = send("DELETE", "/api/live/chaos", null, "Cookie", visitor);
		assertThat(mended.statusCode()).isEqualTo(204);
		assertThat(mended.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("chaos=;").contains("Max-Age=0");
		assertThat(get(this.path, "Cookie", visitor).headers().firstValue("Origin-Got-baggage")).isEmpty();
		assertThat(json(get("/api/live/chaos", "Cookie", visitor)).path("mine")).isEmpty();
		// what she showed is nobody's any more: the next order begins anew
		assertThat(cookie(order("website", "error", null, 60, "Cookie", visitor))).isNotEqualTo(visitor);
	}

	@Test
	void mendsNothingForWhoBrokeNothing() {
		var visitor = visitor("projects-service", "error", null, 60);
		assertThat(send("DELETE", "/api/live/chaos", null).statusCode()).isEqualTo(204);
		assertThat(send("DELETE", "/api/live/chaos", null, "Cookie", "chaos=" + "A".repeat(43)).statusCode())
			.isEqualTo(204);
		assertThat(get(this.path, "Cookie", visitor).headers().firstValue("Origin-Got-baggage")).isPresent();
	}

	@Test
	void breaksEachServiceInOneWayAtATime() {
		var visitor = visitor("projects-service", "error", null, 60);
		order("website", "abort", null, 60, "Cookie", visitor);
		var last = order("projects-service", "slow-body", 1000, 30, "Cookie", visitor);
		assertThat(cookie(last)).isEqualTo(visitor);
		var mine = json(last).path("mine");
		assertThat(mine.valueStream()
			.map((fault) -> fault.path("service").asString() + " " + fault.path("fault").asString() + " "
					+ fault.path("amount").asInt()))
			.containsExactly("projects-service slow-body 1000", "website abort 0");
	}

	@Test
	void tellsEverybodyWhatIsBrokenAndNotByWhom() {
		var visitor = visitor("projects-service", "latency", 500, 60);
		var hers = json(get("/api/live/chaos", "Cookie", visitor));
		assertThat(hers.path("mine")).hasSize(1);
		assertThat(hers.path("others")).isEmpty();
		assertThat(hers.path("services").valueStream().map(JsonNode::asString)).contains("website", "contact-service");
		assertThat(hers.path("longest").asInt()).isEqualTo(120);
		var others = get("/api/live/chaos");
		assertThat(json(others).path("mine")).isEmpty();
		var told = json(others).path("others").path(0);
		assertThat(told.propertyNames()).containsExactlyInAnyOrder("service", "fault", "amount", "probability",
				"endsAt");
		assertThat(Instant.parse(told.path("endsAt").asString())).isAfter(Instant.now());
		assertThat(others.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{} | service fault seconds",
			"{\"service\": \"gateway\", \"fault\": \"error\", \"seconds\": 1} | service",
			"{\"service\": \"notifier\", \"fault\": \"error\", \"seconds\": 1} | service",
			"{\"service\": \"website\", \"fault\": \"fire\", \"seconds\": 1} | fault",
			"{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 0} | seconds",
			"{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 121} | seconds",
			"{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 1, \"amount\": -1} | amount",
			"{\"service\": \"website\", \"fault\": \"latency\", \"seconds\": 1} | amount",
			"{\"service\": \"website\", \"fault\": \"latency\", \"seconds\": 1, \"amount\": 10001} | amount",
			"{\"service\": \"website\", \"fault\": \"slow-body\", \"seconds\": 1, \"amount\": 99} | amount",
			"{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 1, \"probability\": 0} | probability",
			"{\"service\": \"website\", \"fault\": \"error\", \"seconds\": 1, \"probability\": 1.01} | probability" })
	void namesWhatIsWrongWithAnOrder(String body, String fields) {
		var refused = send("POST", "/api/live/chaos", body);
		assertProblem(refused, 422, "invalid-values");
		assertThat(json(refused).path("errors").valueStream().map((error) -> error.path("field").asString()))
			.containsExactly(fields.split(" "));
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "error", "abort" })
	void doesNotHeedAnAmountWhereThereIsNone(String fault) {
		for (var amount : List.of(0, 800, Integer.MAX_VALUE)) {
			var answer = order("projects-service", fault, amount, 60);
			assertThat(answer.statusCode()).isEqualTo(201);
			assertThat(json(answer).path("mine").path(0).path("amount").asInt(-1)).isZero();
			assertThat(
					get(this.path, "Cookie", cookie(answer)).headers().firstValue("Origin-Got-baggage").orElseThrow())
				.startsWith("chaos=projects-service:%s:0:100:".formatted(fault));
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{", "{\"service\": 1}", "{\"seconds\": \"1\"}", "{\"seconds\": 1.5}", "{\"more\": 1}", "[]" })
	void refusesWhatIsNoOrder(String body) {
		assertProblem(send("POST", "/api/live/chaos", body), 400, "malformed-request");
	}

	@Test
	void keepsNothingThatWasAskedForHer() {
		answer(cacheable());
		var visitor = visitor("contact-service", "error", null, 60);
		assertThat(cacheStatus(get(this.path, "Cookie", visitor)))
			.isEqualTo("gateway; fwd=bypass; fwd-status=200; detail=chaos");
		assertThat(cacheStatus(get(this.path))).contains("fwd=uri-miss");
		assertThat(cacheStatus(get(this.path))).contains("hit");
		assertThat(projects.requests()).hasSize(2);
	}

	@Test
	void asksForHerWhatIsKeptForOthers() {
		answer((request, response) -> "\"one\"".equals(request.requestHeaders().get("If-None-Match"))
				? response.status(304).header("ETag", "\"one\"").send() : cacheable().apply(request, response));
		get(this.path);
		var visitor = visitor("contact-service", "error", null, 60);
		var confirmed = get(this.path, "Cookie", visitor);
		assertThat(confirmed.statusCode()).isEqualTo(200);
		assertThat(confirmed.body()).isEqualTo("content");
		assertThat(cacheStatus(confirmed)).matches("gateway; fwd=bypass; fwd-status=304; ttl=\\d+; detail=chaos");
		assertThat(get(this.path, "Cookie", visitor, "If-None-Match", "\"one\"").statusCode()).isEqualTo(304);
		// her question has not made it any fresher, or older, for others
		assertThat(cacheStatus(get(this.path))).contains("hit");
		assertThat(projects.requests()).hasSize(3);
	}

	@Test
	void showsHerWhatIsKeptWhereTheServiceFails() {
		answer(cacheable());
		get(this.path);
		breakForVisitors();
		var visitor = visitor("projects-service", "error", null, 60);
		var shown = get(this.path, "Cookie", visitor);
		assertThat(shown.statusCode()).isEqualTo(200);
		assertThat(shown.body()).isEqualTo("content");
		assertThat(cacheStatus(shown)).matches("gateway; fwd=bypass; fwd-status=503; ttl=\\d+; detail=stale-if-error");
		var failures = this.meters.get("portfolio.edge.failures").counter();
		double before = failures.count();
		// of which there is nothing here
		assertThat(get(this.path + "/other", "Cookie", visitor).statusCode()).isEqualTo(503);
		assertThat(send("POST", this.path, "{}", "Cookie", visitor).statusCode()).isEqualTo(503);
		assertThat(failures.count()).as("what she broke is no failure of ours").isEqualTo(before);
		assertThat(cacheStatus(get(this.path))).contains("hit");
	}

	@Test
	void sharesNoAnswerThatOthersWaitFor() {
		answer((request, response) -> request.requestHeaders().contains("baggage") ? Origin.status(response, 503)
				: Mono.delay(Duration.ofMillis(300)).then(Mono.from(cacheable().apply(request, response))));
		var visitor = visitor("projects-service", "error", null, 60);
		var other = http().sendAsync(request(this.path), HttpResponse.BodyHandlers.ofString());
		await().until(() -> !projects.requests().isEmpty());
		assertThat(get(this.path, "Cookie", visitor).statusCode()).isEqualTo(503);
		assertThat(other.join().statusCode()).isEqualTo(200);
	}

	@Test
	void opensHerBreakersAndNobodyElses() {
		breakForVisitors();
		var visitor = visitor("projects-service", "error", null, 60);
		await().until(() -> get(this.path, "Cookie", visitor).body().contains("problems/service-unavailable"));
		assertThat(changes).extracting(BreakerChanged::chaos).containsOnly(true);
		assertThat(changes).extracting(BreakerChanged::service).containsOnly("projects-service");
		assertThat(IntStream.range(0, 20).mapToObj((number) -> get(this.path + number).statusCode())).containsOnly(200);
		assertThat(this.meters.get("portfolio.breaker.open").tag("service", "projects-service").gauge().value())
			.isZero();
		assertThat(this.meters.get("portfolio.breaker.refused").tag("service", "projects-service").counter().count())
			.isZero();
		// another visitor has breakers of her own
		var another = visitor("contact-service", "error", null, 60);
		assertThat(get(this.path, "Cookie", another).headers().firstValue("Origin-Got-baggage")).isPresent();
	}

	@Test
	void tellsHerAndNobodyElseWhatHerBreakerDoes() {
		answer(cacheable());
		get(this.path);
		breakForVisitors();
		var visitor = visitor("projects-service", "error", null, 60);
		assertThat(breaker(get(this.path, "Cookie", visitor))).isEqualTo("closed");
		await().until(() -> breaker(get(this.path + "/other", "Cookie", visitor)).equals("open; refused=breaker"));
		// with what is kept, too, which knows nothing of it itself
		var kept = get(this.path, "Cookie", visitor);
		assertThat(kept.statusCode()).isEqualTo(200);
		assertThat(told(kept)).containsEntry("portfolio.refused", "breaker").containsEntry("portfolio.chaos", "true");
		assertThat(kept.body()).isEqualTo("content");
		assertThat(breaker(kept)).isEqualTo("open; refused=breaker");
		answer(cacheable());
		await().until(() -> breaker(get(this.path, "Cookie", visitor)).equals("half-open"));
		await().until(() -> breaker(get(this.path, "Cookie", visitor)).equals("closed"));
		assertThat(get(this.path).headers().firstValue("Chaos-Breaker")).isEmpty();
		assertThat(get(this.path + "/another").headers().firstValue("Chaos-Breaker")).isEmpty();
	}

	@Test
	void tellsHerThatTooManyOfHersWait() {
		answer((request, response) -> request.requestHeaders().contains("baggage") ? Mono.never()
				: Mono.from(cacheable().apply(request, response)));
		get(this.path);
		var visitor = visitor("projects-service", "latency", 10000, 60);
		var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
		try {
			await().until(() -> {
				var next = http().sendAsync(request(this.path, "Cookie", visitor),
						HttpResponse.BodyHandlers.ofString());
				waiting.add(next);
				return waiting.stream()
					.filter(CompletableFuture::isDone)
					.map(CompletableFuture::join)
					.anyMatch(
							(answer) -> breaker(answer).equals("closed; refused=limit") && answer.statusCode() == 200);
			});
		}
		finally {
			waiting.forEach((one) -> one.cancel(true));
		}
	}

	@Test
	void saysOfHerRequestsAndOfNobodyElsesThatSomethingWasBroken() {
		var visitor = visitor("contact-service", "error", null, 60);
		assertThat(told(get(this.path, "Cookie", visitor))).containsEntry("portfolio.chaos", "true");
		assertThat(told(get(this.path))).doesNotContainKeys("portfolio.chaos", "portfolio.refused");
	}

	@Test
	void tellsWhatSheOrdersAndMendsInTheTraceOfHerRequest() {
		var ordered = order("contact-service", "error", null, 60);
		await().until(() -> this.spans.names(traceresponse(ordered)).contains("chaos-ordered"));
		var mended = send("DELETE", "/api/live/chaos", null, "Cookie", cookie(ordered));
		await().until(() -> this.spans.names(traceresponse(mended)).contains("chaos-reset"));
	}

	@Test
	void tellsWhatHerBreakerDoesInTheTraceOfTheRequestThatBroughtItAbout() {
		breakForVisitors();
		var visitor = visitor("projects-service", "error", null, 60);
		var asked = new ArrayList<HttpResponse<String>>();
		await().until(() -> {
			asked.add(get(this.path, "Cookie", visitor));
			return breaker(asked.getLast()).startsWith("open");
		});
		await().until(() -> breakerEvents(asked.getLast()).contains("chaos-breaker open"));
		assertThat(asked.subList(0, asked.size() - 1)).isNotEmpty()
			.allSatisfy((before) -> assertThat(breakerEvents(before)).isEmpty());
		answer(cacheable());
		await().until(() -> {
			asked.add(get(this.path, "Cookie", visitor));
			return breaker(asked.getLast()).equals("closed");
		});
		await().until(() -> breakerEvents(asked.getLast()).contains("chaos-breaker closed"));
		await().until(() -> asked.stream().anyMatch((one) -> breakerEvents(one).contains("chaos-breaker half-open")));
	}

	private List<String> breakerEvents(HttpResponse<String> answer) {
		return this.spans.events(traceresponse(answer))
			.stream()
			.filter((event) -> event.startsWith("chaos-breaker"))
			.toList();
	}

	@Test
	void tellsThatTimeMendedSomethingInNoTraceOfAnybody() {
		int before = this.spans.allOf("chaos-ended").size();
		var ordered = order("contact-service", "error", null, 1);
		await().until(() -> this.spans.allOf("chaos-ended").size() > before);
		assertThat(this.spans.allOf("chaos-ended")).noneMatch((ended) -> ended.getParentSpanContext().isValid());
		assertThat(this.spans.events(traceresponse(ordered))).containsExactly("chaos-ordered error");
	}

	private Map<String, String> told(HttpResponse<String> answer) {
		return this.spans.ofRequest(traceresponse(answer));
	}

	private static String traceresponse(HttpResponse<String> answer) {
		return answer.headers().firstValue("traceresponse").orElseThrow();
	}

	@Test
	void countsHerRequestsApart() {
		var visitor = visitor("contact-service", "error", null, 60);
		var before = count("projects-service");
		get(this.path, "Cookie", visitor);
		await().until(() -> count("chaos") > 0);
		assertThat(count("projects-service")).isEqualTo(before);
	}

	@Test
	void endsByItselfWhileTheDatabaseIsAway() {
		var visitor = visitor("projects-service", "error", null, 3);
		sqlOutside("alter database {database} allow_connections false");
		sqlOutside("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
		assertProblem(order("projects-service", "error", null, 60), 503, "chaos-unavailable");
		assertProblem(send("DELETE", "/api/live/chaos", null, "Cookie", visitor), 503, "chaos-unavailable");
		assertThat(get(this.path).statusCode()).isEqualTo(200);
		await().until(() -> get(this.path, "Cookie", visitor).headers().firstValue("Origin-Got-baggage").isEmpty());
		assertThat(get("/api/live/chaos").statusCode()).isEqualTo(200);
		bringBackTheDatabase();
		await().until(() -> order("website", "error", null, 60).statusCode() == 201);
	}

	private double count(String route) {
		return this.meters.find("http.server.requests")
			.tag("uri", route)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	private static void answer(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> behaviour) {
		projects.behaves(behaviour);
	}

	private static BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> cacheable() {
		return (_, response) -> response.header("Cache-Control", "public, max-age=600, stale-if-error=600")
			.header("ETag", "\"one\"")
			.header("Content-Type", "text/plain")
			.header("Content-Length", "7")
			.sendString(Mono.just("content"));
	}

	/** As the platform does in a service that is broken. */
	private static void breakForVisitors() {
		answer((request, response) -> request.requestHeaders().get("baggage", "").contains("projects-service:error")
				? Origin.status(response.header("Chaos-Fault", "error"), 503) : projects.tell(request, response));
	}

	private HttpRequest order(String body) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/live/chaos".formatted(port())))
			.header("Content-Type", "application/json")
			.timeout(Duration.ofMinutes(1))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	private String visitor(String service, String fault, Integer amount, int seconds) {
		return cookie(order(service, fault, amount, seconds));
	}

	private static String cookie(HttpResponse<String> ordered) {
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(201);
		return ordered.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
	}

	private HttpResponse<String> order(String service, String fault, Integer amount, int seconds, String... headers) {
		return send("POST", "/api/live/chaos",
				"{\"service\": \"%s\", \"fault\": \"%s\", \"amount\": %s, \"probability\": 1, \"seconds\": %d}"
					.formatted(service, fault, amount, seconds),
				headers);
	}

	private static String cacheStatus(HttpResponse<String> answer) {
		return answer.headers().firstValue("Cache-Status").orElseThrow();
	}

	private static String breaker(HttpResponse<String> answer) {
		return answer.headers().firstValue("Chaos-Breaker").orElse("");
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Changes {

		@EventListener
		void on(BreakerChanged change) {
			changes.add(change);
		}

	}

}
