package dev.akshay.portfolio.gateway.owner;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class SessionCookieTests {

	private static final String VALUE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM_-09";

	@ParameterizedTest
	@ValueSource(strings = { "studio-session=" + VALUE, "a=b; studio-session=" + VALUE,
			"a=b;studio-session=" + VALUE + ";c=d", "studio-session=short; studio-session=" + VALUE,
			"x-studio-session=no; studio-session=" + VALUE })
	void findsItAmongOthers(String cookies) {
		assertThat(SessionCookie.valueIn(headers(cookies))).isEqualTo(VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=b", "studio-session=", "studio-session=short", "x-studio-session=" + VALUE,
			"studio-session=" + VALUE + "x", "studio-session=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM_-0%",
			"Studio-Session=" + VALUE })
	void takesNothingElseForIt(String cookies) {
		assertThat(SessionCookie.isIn(headers(cookies))).isFalse();
	}

	@Test
	void findsItOnEveryLine() {
		assertThat(SessionCookie.isIn(headers("a=b", "studio-session=" + VALUE))).isTrue();
		assertThat(SessionCookie.isIn(new HttpHeaders())).isFalse();
	}

	@Test
	void leavesTheOthersWhenItGoes() {
		var headers = headers("a=b; studio-session=" + VALUE + "; c=\"d\"", "studio-session=whatever", "e=f");
		SessionCookie.removeFrom(headers);
		assertThat(headers.get(HttpHeaders.COOKIE)).containsExactly("a=b; c=\"d\"", "e=f");
		var alone = headers("studio-session=" + VALUE);
		SessionCookie.removeFrom(alone);
		assertThat(alone.containsHeader(HttpHeaders.COOKIE)).isFalse();
	}

	private static HttpHeaders headers(String... cookies) {
		var headers = new HttpHeaders();
		headers.addAll(HttpHeaders.COOKIE, List.of(cookies));
		return headers;
	}

}
