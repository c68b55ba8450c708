package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;
import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityHeadersTests {

	private final SecurityHeaders security = new SecurityHeaders(new SecurityHeaderSettings("default-src 'none'",
			"camera=()", "strict-origin-when-cross-origin", "same-origin", Duration.ofDays(365)));

	private final HttpHeaders headers = new DefaultHttpHeaders();

	@Test
	void completesWhatAnOriginSays() {
		this.headers.add("content-security-policy", "default-src 'self'")
			.add("Server", "some")
			.add("X-Powered-By", "it");
		this.security.applyTo(this.headers, true);
		assertThat(this.headers.getAll("Content-Security-Policy")).containsExactly("default-src 'self'");
		assertThat(this.headers.getAll("Permissions-Policy")).containsExactly("camera=()");
		assertThat(this.headers.getAll("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(this.headers.getAll("Strict-Transport-Security")).containsExactly("max-age=31536000");
		assertThat(this.headers.names()).doesNotContain("Server", "X-Powered-By").hasSize(7);
	}

	@Test
	void saysNothingOfTlsWhereThereIsNone() {
		this.headers.add("Strict-Transport-Security", "max-age=1");
		this.security.applyTo(this.headers, false);
		assertThat(this.headers.contains("Strict-Transport-Security")).isFalse();
	}

	@Test
	void completesHeadersOfAnyKind() {
		var others = new org.springframework.http.HttpHeaders();
		others.addAll("Set-Cookie", List.of("a=b", "c=d"));
		others.add("Referrer-Policy", "no-referrer");
		others.add("Server", "some");
		this.security.applyTo(others, true);
		assertThat(others.get("Set-Cookie")).containsExactly("a=b", "c=d");
		assertThat(others.get("Referrer-Policy")).containsExactly("no-referrer");
		this.headers.add("Set-Cookie", List.of("a=b", "c=d")).add("Referrer-Policy", "no-referrer");
		this.security.applyTo(this.headers, true);
		assertThat(others.headerNames()).containsExactlyInAnyOrderElementsOf(this.headers.names());
	}

}
