package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProtectionIntegrationTests extends BehindTheGateway {

	@ParameterizedTest
	@ValueSource(strings = { "/api/../actuator/health", "/x/../actuator/health", "/%2e%2e/actuator", "/x/%2E./actuator",
			"/.%2e/actuator", "/./x", "//api/profile", "/x//y", "/api/profile;x=1", "/api/profile%3bx=1",
			"/x/..;/actuator", "/api%2fprofile", "/api%5cprofile", "/api\\profile", "/x%00", "/x%0d%0aSet-Cookie:a=b",
			"/x%7f", "/%", "/%2", "/%zz", "/x?%zz", "/%c0%ae%c0%ae/actuator", "/%ff", "/\u00e9", "/x#y", "x", "*",
			"http:/x", "ftp://localhost/x", "http://elsewhere/x", "http://localhost:1/../x" })
	void refusesTargetsThatCouldBeReadInTwoWays(String target) throws IOException {
		assertThat(get(target)).startsWith("HTTP/1.1 400 Bad Request\r\n")
			.satisfies(ProtectionIntegrationTests::saysWhatEveryAnswerSays)
			.containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n")
			.containsIgnoringCase("\r\nx-content-type-options: nosniff\r\n")
			.contains("\"type\":\"https://akshay.dev/problems/malformed-request\"");
	}

	@ParameterizedTest
	@CsvSource({ "/a%20b, /a%20b", "/%E2%9C%93?q=%E9, /%E2%9C%93?q=%E9", "/%252e%252e/x, /%252e%252e/x",
			"/x?q=//../;a, /x?q=//../;a", "/x?q={a|b}\\^, /x?q=%7Ba%7Cb%7D%5C%5E", "/.well-known/x, /.well-known/x",
			"/x/, /x/", "/...,/...", "http://localhost/x?y, /x?y", "http://LOCALHOST, /", "http://localhost?y, /?y" })
	void passesOtherTargetsAsTheyAre(String target, String passed) throws IOException {
		assertThat(get(target)).startsWith("HTTP/1.1 200 OK\r\n").contains("\nGET " + passed + "\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/%61ctuator/health", "/actuator/", "/actuator/%68ealth" })
	void showsNothingOfTheInside(String target) throws IOException {
		assertThat(get(target)).startsWith("HTTP/1.1 404 Not Found\r\n").doesNotContain("GET /");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Host:\r\n", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: a b\r\n",
			"Host: a/b\r\n", "Host: a@b\r\n", "Host: a,b\r\n", "Host: a:\r\n", "Host: a:b\r\n", "Host: a:-1\r\n",
			"Host: a:65536\r\n", "Host: :80\r\n", "Host: a:1:2\r\n", "Host: [::1\r\n", "Host: [x]\r\n",
			"Host: [::1]x\r\n", "Host: \u00e9\r\n", "Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
			"Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n", "Host: a\r\nContent-Length: -1\r\n",
			"Host: a\r\nTransfer-Encoding: chunked, identity\r\n", "Host : a\r\n", "Host: a\r\nX Y: z\r\n" })
	void refusesHeadersThatCouldBeReadInTwoWays(String headers) throws IOException {
		assertThat(RawClient.exchange(this.port,
				"POST / HTTP/1.1\r\n%sConnection: close\r\n\r\n0\r\n\r\n".formatted(headers)))
			.startsWith("HTTP/1.1 400 Bad Request\r\n")
			.satisfies(ProtectionIntegrationTests::saysWhatEveryAnswerSays)
			.contains("\"type\":\"https://akshay.dev/problems/malformed-request\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a.b:80", "127.0.0.1", "[::1]", "[::1]:8080", "a-b_c.d" })
	void takesEveryKindOfHost(String host) throws IOException {
		assertThat(RawClient.exchange(this.port,
				"GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)))
			.startsWith("HTTP/1.1 200 OK\r\n")
			.contains("X-Forwarded-Host: " + host + "\n");
	}

	@Test
	void answersAClientOfOldWithoutAHost() throws IOException {
		assertThat(RawClient.exchange(this.port, "GET / HTTP/1.0\r\n\r\n")).matches("(?s)HTTP/1\\.[01] 200 OK\r\n.*");
	}

	@Test
	void refusesAnAddressThatIsTooLong() throws IOException {
		assertThat(get("/" + "x".repeat(8 * 1024))).startsWith("HTTP/1.1 414 ")
			.satisfies(ProtectionIntegrationTests::saysWhatEveryAnswerSays)
			.contains("\"type\":\"https://akshay.dev/problems/uri-too-long\"");
	}

	@ParameterizedTest
	@CsvSource({ "1, 16384", "101, 1" })
	void refusesHeadersThatAreTooLargeOrTooMany(int count, int length) throws IOException {
		var headers = "X-Some: %s\r\n".formatted("x".repeat(length)).repeat(count);
		assertThat(RawClient.exchange(this.port,
				"GET / HTTP/1.1\r\nHost: a\r\n%sConnection: close\r\n\r\n".formatted(headers)))
			.startsWith("HTTP/1.1 431 ")
			.satisfies(ProtectionIntegrationTests::saysWhatEveryAnswerSays)
			.contains("\"type\":\"https://akshay.dev/problems/request-header-fields-too-large\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "TRACE / HTTP/1.1", "CONNECT localhost:80 HTTP/1.1" })
	void refusesMethodsForProxies(String line) throws IOException {
		assertThat(RawClient.exchange(this.port, line + "\r\nHost: localhost:80\r\nConnection: close\r\n\r\n"))
			.startsWith("HTTP/1.1 405 ")
			.contains("\"type\":\"https://akshay.dev/problems/method-not-allowed\"");
	}

	@Test
	void doesNotPassWhatClientsHaveNoSayIn() throws IOException {
		var claims = """
				X-Forwarded-For: 9.9.9.9
				X-Forwarded-Proto: https
				X-Forwarded-Host: evil.example
				X-Forwarded-Port: 1
				X-Forwarded-Prefix: /evil
				x-forwarded-whatever: evil
				Forwarded: for=9.9.9.9;host=evil.example;proto=https
				X-Real-IP: 9.9.9.9
				X-Original-URL: /evil
				X-Rewrite-URL: /evil
				X-Host: evil.example
				X-HTTP-Method-Override: DELETE
				Proxy: evil.example
				X-Kept: kept
				""".replace("\n", "\r\n");
		var answer = RawClient.exchange(this.port,
				"POST /x HTTP/1.1\r\nHost: site.example\r\n%sContent-Length: 0\r\nConnection: close, X-Forwarded-For\r\n\r\n"
					.formatted(claims));
		assertThat(answer).contains("\nPOST /x\n")
			.contains("\nX-Kept: kept\n")
			.contains("\nX-Forwarded-For: 127.0.0.1\n")
			.contains("\nX-Forwarded-Proto: http\n")
			.contains("\nX-Forwarded-Host: site.example\n")
			.doesNotContain("evil")
			.doesNotContain("9.9.9.9")
			.doesNotContain("DELETE")
			.doesNotContain("Strict-Transport-Security");
	}

	@Test
	void everyLineOfConnectionCounts() throws IOException {
		assertThat(RawClient.exchange(this.port,
				"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nX-Hop: 1\r\nConnection: X-Hop\r\nConnection: close\r\n\r\n"))
			.contains("\nPOST /x\n")
			.doesNotContain("X-Hop");
	}

	/** A service would take what comes next on that connection for it. */
	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 70000", "Content-Length: 10", "Transfer-Encoding: chunked" })
	void tellsServicesOfNoBodyThatAReadAnnounces(String framing) throws IOException {
		try (var client = new RawClient(this.port)) {
			client.send("GET /read?%d HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n%s\r\n\r\n"
				.formatted(framing.length(), framing));
			assertThat(client.receiveUntil("\n\n")).contains("GET /read?")
				.doesNotContain("Content-Length: 70000\n", "Content-Length: 10\n", "Transfer-Encoding: chunked\n",
						"Expect:");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/actuator/health", "/api/nothing" })
	void putsSecurityHeadersOnEveryAnswer(String path) throws IOException {
		assertThat(get(path)).contains("Content-Security-Policy: default-src 'none'; ")
			.doesNotContain("unsafe-")
			.contains("X-Content-Type-Options: nosniff\r\n")
			.contains("Referrer-Policy: strict-origin-when-cross-origin\r\n")
			.contains("Permissions-Policy: camera=()")
			.contains("Cross-Origin-Opener-Policy: same-origin\r\n")
			.contains("Cross-Origin-Resource-Policy: same-origin\r\n")
			.doesNotContain("Strict-Transport-Security");
	}

	@Test
	void keepsWhatAnOriginSaysOfItsOwnPages() throws IOException {
		assertThat(get("/own-headers")).containsOnlyOnce("Content-Security-Policy: default-src 'self'\r\n")
			.containsOnlyOnce("Cross-Origin-Resource-Policy: cross-origin\r\n")
			.containsOnlyOnce("Content-Security-Policy")
			.doesNotContain("Strict-Transport-Security")
			.doesNotContain("Server: ")
			.doesNotContain("X-Powered-By");
	}

	@Test
	void passesARedirectOnAndFollowsNone() throws IOException {
		assertThat(get("/gone-elsewhere")).startsWith("HTTP/1.1 302 ")
			.containsIgnoringCase("\r\nlocation: /followed\r\n")
			.doesNotContain("GET /followed");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/profile", "OPTIONS, /api/profile", "OPTIONS, /api/nothing" })
	void allowsAnotherSiteNothing(String method, String path) throws IOException {
		assertThat(RawClient.exchange(this.port, """
				%s %s HTTP/1.1
				Host: site.example
				Origin: https://elsewhere.example
				Access-Control-Request-Method: PUT
				Access-Control-Request-Headers: authorization
				Connection: close

				""".formatted(method, path).replace("\n", "\r\n"))).startsWith("HTTP/1.1 ")
			.doesNotContainIgnoringCase("access-control-allow");
	}

	@Test
	void answersRequestsInOrderBeforeItRefusesOne() throws IOException {
		var pipelined = "GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /../second HTTP/1.1\r\nHost: a\r\n\r\n";
		assertThat(RawClient.exchange(this.port, pipelined)).startsWith("HTTP/1.1 200 OK\r\n")
			.contains("\nGET /first\n")
			.contains("HTTP/1.1 400 Bad Request\r\n");
	}

	@Test
	void givesEachRefusalATraceOfItsOwn() throws IOException {
		var trace = Pattern.compile("\r\ntraceresponse: (00-[0-9a-f]{32})");
		assertThat(Stream.of(get("/../x"), get("/../x")).flatMap((answer) -> trace.matcher(answer).results()))
			.extracting((found) -> found.group(1))
			.hasSize(2)
			.doesNotHaveDuplicates();
	}

	private static void saysWhatEveryAnswerSays(String refusal) {
		assertThat(refusal).containsOnlyOnce("\r\nCache-Status: gateway; detail=refused\r\n")
			.containsOnlyOnce("\r\nServer-Timing: gateway;dur=0.0\r\n")
			.containsPattern("\r\ntraceresponse: 00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00\r\n");
	}

	private String get(String target) throws IOException {
		return RawClient.exchange(this.port,
				"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(target));
	}

}
