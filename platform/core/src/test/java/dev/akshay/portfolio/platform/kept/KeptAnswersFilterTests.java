package dev.akshay.portfolio.platform.kept;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.akshay.portfolio.platform.web.EdgeLifetime;
import dev.akshay.portfolio.platform.web.PublicContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class KeptAnswersFilterTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private volatile boolean listening = true;

	private KeptAnswers kept = keeping(LONG, Duration.ZERO);

	private final Shelf shelf = new Shelf();

	@Test
	void readsOnceWhatDoesNotChange() {
		var first = get("/books/one");
		var second = get("/books/one");
		assertThat(this.shelf.read.get()).isEqualTo(1);
		assertThat(second.getResponseBody()).isEqualTo(first.getResponseBody());
		assertThat(second.getResponseHeaders().headerSet()).isEqualTo(first.getResponseHeaders().headerSet());
		assertThat(second.getResponseHeaders().getFirst("Cache-Tag")).isEqualTo("books/one");
	}

	@Test
	void keepsWhatItAnsweredNotModified() {
		var tag = get("/books/one").getResponseHeaders().getETag();
		this.kept.forget();
		for (var i = 0; i < 3; i++) {
			client().get()
				.uri("/books/one")
				.header("If-None-Match", tag)
				.exchange()
				.expectStatus()
				.isNotModified()
				.expectHeader()
				.valueEquals("ETag", tag)
				.expectHeader()
				.valueEquals("Cache-Tag", "books/one")
				.expectHeader()
				.doesNotExist("Content-Type")
				.expectBody()
				.isEmpty();
		}
		assertThat(this.shelf.read.get()).isEqualTo(2);
		assertThat(body("/books/one")).isEqualTo("one 1");
	}

	@Test
	void readsAnewWhatChanged() {
		get("/books/one");
		this.shelf.edition = 2;
		assertThat(body("/books/one")).isEqualTo("one 1");
		this.kept.forget();
		assertThat(body("/books/one")).isEqualTo("one 2");
	}

	@Test
	void doesNotKeepWhatWasBeingReadDuringAChange() {
		this.shelf.reading = this.kept::forget;
		assertThat(body("/books/one")).isEqualTo("one 1");
		this.shelf.reading = () -> {
		};
		this.shelf.edition = 2;
		assertThat(body("/books/one")).isEqualTo("one 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/books/one?q=x", "/private", "/untagged", "/nothing" })
	void keepsNothingElse(String path) {
		get(path);
		get(path);
		assertThat(this.shelf.read.get()).isEqualTo(2);
	}

	@Test
	void readsEachTimeWhileNobodyListens() {
		this.listening = false;
		get("/books/one");
		this.shelf.edition = 2;
		assertThat(body("/books/one")).isEqualTo("one 2");
		this.listening = true;
		this.kept.doubt();
		this.shelf.edition = 3;
		assertThat(body("/books/one")).isEqualTo("one 3");
		this.shelf.edition = 4;
		assertThat(body("/books/one")).isEqualTo("one 3");
	}

	@Test
	void readsAnewWhatIsOld() {
		this.kept = keeping(Duration.ZERO, Duration.ZERO);
		get("/books/one");
		this.shelf.edition = 2;
		assertThat(body("/books/one")).isEqualTo("one 2");
	}

	@Test
	void tellsWhatItKnowsWhileReadingFailsAndSaysSoOnce(CapturedOutput output) {
		get("/books/one");
		this.kept.doubt();
		this.shelf.failing = true;
		assertThat(body("/books/one")).isEqualTo("one 1");
		assertThat(body("/books/one")).isEqualTo("one 1");
		assertThat(this.shelf.read.get()).isEqualTo(3);
		assertThat(output.getOut().split("is told as it was", -1)).hasSize(2);
		this.shelf.failing = false;
		this.shelf.edition = 2;
		assertThat(body("/books/one")).isEqualTo("one 2");
		assertThat(output).contains("Content is read again");
	}

	@Test
	void doesNotTryAgainAtOnceWhenReadingFailed() {
		this.kept = keeping(LONG, LONG);
		get("/books/one");
		get("/books/two");
		this.kept.doubt();
		this.shelf.failing = true;
		assertThat(body("/books/one")).isEqualTo("one 1");
		assertThat(body("/books/two")).isEqualTo("two 1");
		assertThat(this.shelf.read.get()).isEqualTo(3);
	}

	@Test
	void tellsWhatItKnowsWhenReadingTakesTooLong() {
		get("/books/one");
		this.kept.doubt();
		this.shelf.hanging = true;
		assertThat(body("/books/one")).isEqualTo("one 1");
	}

	@Test
	void neverTellsWhatIsKnownToHaveChanged() {
		get("/books/one");
		this.kept.forget();
		this.shelf.failing = true;
		assertThat(get("/books/one").getStatus()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
	}

	@Test
	void aWordAboutTheRequestIsNoFailure() {
		get("/books/one");
		this.kept.doubt();
		this.shelf.gone = true;
		assertThat(get("/books/one").getStatus()).isEqualTo(HttpStatus.NOT_FOUND);
	}

	@Test
	void leavesToTheHandlerWhoWantsAnotherType() {
		get("/books/one");
		client().get()
			.uri("/books/one")
			.accept(MediaType.IMAGE_PNG)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.NOT_ACCEPTABLE);
		client().get().uri("/books/one").accept(MediaType.TEXT_PLAIN).exchange().expectStatus().isOk();
		assertThat(this.shelf.read.get()).isEqualTo(1);
	}

	@Test
	void keepsOnlyWhatWasUsedLast() {
		for (var book : new String[] { "one", "two", "one", "three", "one" }) {
			get("/books/" + book);
		}
		assertThat(this.shelf.read.get()).isEqualTo(3);
		get("/books/two");
		assertThat(this.shelf.read.get()).isEqualTo(4);
	}

	private KeptAnswers keeping(Duration longest, Duration pause) {
		return new KeptAnswers(
				new KeptAnswersSettings(2, DataSize.ofKilobytes(1), longest, Duration.ofMillis(200), pause),
				() -> this.listening);
	}

	private WebTestClient client() {
		return WebTestClient.bindToController(this.shelf)
			.webFilter(new KeptAnswersFilter(this.kept))
			.configureClient()
			.responseTimeout(Duration.ofSeconds(30))
			.build();
	}

	private String body(String path) {
		return new String(get(path).getResponseBody());
	}

	private EntityExchangeResult<byte[]> get(String path) {
		return client().get().uri(path).exchange().expectBody().returnResult();
	}

	@RestController
	static class Shelf {

		private final PublicContent content = new PublicContent(new EdgeLifetime(LONG, LONG, LONG, LONG));

		private final AtomicInteger read = new AtomicInteger();

		private volatile int edition = 1;

		private volatile boolean failing;

		private volatile boolean hanging;

		private volatile boolean gone;

		private volatile Runnable reading = () -> {
		};

		@GetMapping(path = "/books/{name}", produces = MediaType.TEXT_PLAIN_VALUE)
		Mono<ResponseEntity<String>> book(@PathVariable String name) {
			return Mono.defer(() -> {
				this.read.incrementAndGet();
				var text = name + " " + this.edition;
				this.reading.run();
				if (this.failing) {
					return Mono.error(new IllegalStateException("away"));
				}
				if (this.gone) {
					return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
				}
				return this.hanging ? Sinks.<ResponseEntity<String>>empty().asMono() : Mono.just(tagged(text, name));
			});
		}

		@GetMapping("/private")
		ResponseEntity<String> secret() {
			this.read.incrementAndGet();
			return ResponseEntity.ok().eTag("a").body("mine");
		}

		@GetMapping("/untagged")
		ResponseEntity<String> untagged() {
			this.read.incrementAndGet();
			return this.content.of("content");
		}

		@GetMapping("/nothing")
		ResponseEntity<String> nothing() {
			this.read.incrementAndGet();
			return ResponseEntity.status(HttpStatus.NOT_FOUND)
				.headers((headers) -> this.content.describeMissing(headers, List.of("books")))
				.eTag("a")
				.body("nothing");
		}

		private ResponseEntity<String> tagged(String text, String name) {
			return ResponseEntity.ok()
				.headers((headers) -> this.content.describe(headers, List.of("books/" + name)))
				.eTag(Integer.toHexString(text.hashCode()))
				.body(text);
		}

	}

}
