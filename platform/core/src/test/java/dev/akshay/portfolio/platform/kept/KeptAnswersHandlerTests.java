package dev.akshay.portfolio.platform.kept;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class KeptAnswersHandlerTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final String TAG = "\"tag\"";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final KeptAnswers kept = new KeptAnswers(
			new KeptAnswersSettings(2, DataSize.ofKilobytes(1), LONG, LONG, LONG), () -> true);

	private final KeptAnswersHandler handler = new KeptAnswersHandler((_, response) -> {
		response.setStatusCode(HttpStatus.ACCEPTED);
		return response.setComplete();
	}, this.kept, this.meters);

	@BeforeEach
	void keep() {
		var headers = new HttpHeaders();
		headers.setContentType(MediaType.TEXT_PLAIN);
		headers.set("Cache-Tag", "books/one");
		this.kept.keep("/books/one", new Answer("/books/{name}", TAG, headers, "one".getBytes(StandardCharsets.UTF_8),
				this.kept.startReading()));
	}

	@Test
	void tellsWhatIsAtHand() {
		var response = answer(get());
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(response.getHeaders().getContentLength()).isEqualTo(3);
		assertThat(response.getHeaders().getETag()).isEqualTo(TAG);
		assertThat(response.getHeaders().getFirst("Cache-Tag")).isEqualTo("books/one");
		assertThat(response.getBodyAsString().block()).isEqualTo("one");
	}

	@ParameterizedTest
	@ValueSource(strings = { TAG, "W/\"tag\"", "\"other\", W/\"tag\"", "*" })
	void saysThatTheClientHasItAlready(String known) {
		var response = answer(get().header("If-None-Match", known));
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NOT_MODIFIED);
		assertThat(response.getHeaders().getETag()).isEqualTo(TAG);
		assertThat(response.getHeaders().headerNames()).contains("Cache-Tag")
			.doesNotContain("Content-Type", "Content-Length");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"other\"", "tag", "\"\"", ",", "" })
	void sendsItToWhoHasAnother(String known) {
		assertThat(answer(get().header("If-None-Match", known)).getStatusCode()).isEqualTo(HttpStatus.OK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/books/one?q=x", "/books/two", "/Books/one" })
	void leavesTheRestToTheRest(String uri) {
		assertThat(answer(MockServerHttpRequest.get(uri)).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void leavesWhatChangesThingsToTheRest() {
		assertThat(answer(MockServerHttpRequest.delete("/books/one")).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void leavesWhatIsInDoubtToTheRest() {
		this.kept.doubt();
		assertThat(answer(get()).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void leavesOtherTypesToTheRest() {
		assertThat(answer(get().accept(MediaType.IMAGE_PNG)).getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@ParameterizedTest
	@CsvSource({ "00, 200", "01, 202", "03, 202", "02, 200", "zz, 200" })
	void givesARecordedRequestItsSpan(String flags, int status) {
		var parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + flags;
		assertThat(answer(get().header("traceparent", parent)).getStatusCode()).isEqualTo(HttpStatus.valueOf(status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" })
	void readsNoTraceParentThatIsNone(String parent) {
		assertThat(answer(get().header("traceparent", parent)).getStatusCode()).isEqualTo(HttpStatus.OK);
	}

	@Test
	void countsAsTheObservationDoes() {
		answer(get());
		answer(get().header("If-None-Match", TAG));
		answer(get().header("If-None-Match", TAG));
		assertThat(count("200", "SUCCESS")).isEqualTo(1);
		assertThat(count("304", "REDIRECTION")).isEqualTo(2);
		assertThat(this.meters.get("http.server.requests").timers())
			.allSatisfy((timer) -> assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive());
	}

	private long count(String status, String outcome) {
		return this.meters.get("http.server.requests")
			.tags("error", "none", "exception", "none", "method", "GET", "outcome", outcome, "status", status, "uri",
					"/books/{name}")
			.timer()
			.count();
	}

	private static MockServerHttpRequest.BaseBuilder<?> get() {
		return MockServerHttpRequest.get("/books/one");
	}

	private MockServerHttpResponse answer(MockServerHttpRequest.BaseBuilder<?> request) {
		var response = new MockServerHttpResponse();
		this.handler.handle(request.build(), response).block(LONG);
		return response;
	}

}
