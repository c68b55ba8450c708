package dev.akshay.portfolio.gateway.routing;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequestsTests {

	private final Requests site = new Requests(List.of("/**"), List.of("/api", "/api/**", "POST /studio/login"));

	private final Requests projects = new Requests(List.of("/api/projects", "/api/projects/{slug}"), List.of());

	@ParameterizedTest
	@CsvSource({ "GET,/,true", "GET,/projects/one,true", "GET,/apis,true", "GET,/api,false", "POST,/api,false",
			"GET,/api/projects,false", "GET,/api/a/b,false", "GET,/studio/login,true", "POST,/studio/login,false",
			"POST,/studio/login/more,true", "POST,/studio/login/,true", "GET,/%61pi/projects,false",
			"GET,/api;v=1/projects,false" })
	void leavesAloneWhatItIsTold(HttpMethod method, String path, boolean takes) {
		assertThat(takes(this.site, method, path)).isEqualTo(takes);
	}

	@ParameterizedTest
	@CsvSource({ "/api/projects,true", "/api/projects?page=2,true", "/api/projects/one,true",
			"/api/projects/one/two,false", "/api/Projects,false", "/,false" })
	void takesItsPathsAlone(String path, boolean takes) {
		assertThat(takes(this.projects, HttpMethod.GET, path)).isEqualTo(takes);
		assertThat(takes(this.projects, HttpMethod.PUT, path)).isEqualTo(takes);
	}

	@ParameterizedTest
	@CsvSource({ "/media/**,/media,true", "/media/**,/media/,true", "/media/**,/media/a/b,true",
			"/media/**,/medial,false", "/media/**,/m%65dia/a,true", "/media/**,/media;a=b/c,true",
			"/a/b/**,/a;c=d/b/e,true", "/a/b/**,/a/%62,true", "/a/b/**,/a/c,false", "/m?dia/*,/media/a,true",
			"/me*/a,/media/a,true", "/{kind}/a,/media/a,true", "/{kind}/a,/media/b,false", "/a b,/a%20b,true",
			"/**/a,/b/c/a,true", "/a/{*rest},/a,true", "/a/{*rest},/b,false" })
	void isQuickerThanThePatternAndNoOther(String pattern, String path, boolean takes) {
		assertThat(takes(new Requests(List.of(pattern), List.of()), HttpMethod.GET, path)).isEqualTo(takes);
		assertThat(takes(new Requests(List.of("/**"), List.of(pattern)), HttpMethod.GET, path)).isEqualTo(!takes);
		assertThat(PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path)))
			.isEqualTo(takes);
	}

	@Test
	void aPatternThatIsNoneIsRefusedAtTheStart() {
		assertThatExceptionOfType(PatternParseException.class)
			.isThrownBy(() -> new Requests(List.of("/a/{b"), List.of()));
	}

	private static boolean takes(Requests requests, HttpMethod method, String path) {
		return requests.test(MockServerWebExchange.from(MockServerHttpRequest.method(method, URI.create(path))));
	}

}
