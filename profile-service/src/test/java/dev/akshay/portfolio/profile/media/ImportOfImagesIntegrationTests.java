package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionCallback;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Images that take longer to be made than a transaction may. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=../content", "portfolio.archive.kinds=" })
@AutoConfigureWebTestClient(timeout = "60s")
@Import({ RealPostgreSql.class, NoKafka.class, OwnerTokens.class,
		ImportOfImagesIntegrationTests.HurriedTransactions.class, ImportOfImagesIntegrationTests.SlowProcessor.class })
class ImportOfImagesIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(4);

	private static final Duration EACH = LIMIT.dividedBy(2);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

	@Autowired
	private WebTestClient http;

	@Autowired
	private OwnerTokens.Maker tokens;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private SlowProcessor processor;

	@LocalServerPort
	private int port;

	private Set<Path> spooled;

	@BeforeEach
	void empty() {
		this.processor.reset();
		this.database.sql("delete from media").then().block();
		this.database.sql("update archive_import set state = 'dropped' where state in ('open', 'decided')")
			.then()
			.block();
		this.spooled = spooled();
	}

	@Test
	void mayTakeLongerThanATransaction() {
		var images = List.of(added(Pictures.jpeg(2000, 1200)), added(Pictures.png(700, 500)),
				added(Pictures.jpeg(60, 40)));
		var widest = images.stream().map((image) -> read(image.get("address").asString())).toList();
		var archive = export();
		empty();

		this.processor.takes(EACH);
		var taken = take(archive);
		assertThat(taken.getStatus().value()).as(text(taken)).isEqualTo(200);
		assertThat(images.stream().map((image) -> read(image.get("address").asString())))
			.containsExactlyElementsOf(widest);
		images.stream()
			.flatMap((image) -> image.get("variants").valueStream())
			.forEach((variant) -> assertThat(Pictures.decoded(read(variant.get("address").asString())).getWidth())
				.isEqualTo(variant.get("width").asInt()));
		assertNothingIsSpooled();

		// nothing is made of what is there
		this.processor.refusesAfter(0);
		assertThat(take(archive).getStatus().value()).isEqualTo(200);
	}

	@Test
	void leavesNothingBehindWhenOneIsRefused() {
		added(Pictures.jpeg(700, 500));
		var last = added(Pictures.jpeg(60, 40)).get("address").asString();
		var archive = export();
		empty();
		this.processor.refusesAfter(1);
		var taken = take(archive);
		assertThat(taken.getStatus().value()).as(text(taken)).isEqualTo(422);
		assertThat(text(taken)).contains(last.substring(1) + ": body");
		assertThat(list().get("media")).isEmpty();
		assertNothingIsSpooled();
	}

	@Test
	void leavesNothingBehindWhenTheImporterLeaves() throws IOException, InterruptedException {
		added(Pictures.jpeg(700, 500));
		var archive = export();
		empty();
		this.processor.takes(Duration.ofSeconds(30));
		leaveWhileItIsMade(archive);
		assertNothingIsSpooled();
		assertThat(list().get("media")).isEmpty();
	}

	private void leaveWhileItIsMade(byte[] archive) throws IOException, InterruptedException {
		try (var socket = new Socket("127.0.0.1", this.port)) {
			socket.getOutputStream()
				.write("""
						POST /api/import HTTP/1.1
						Host: localhost
						Authorization: %s
						Content-Type: application/zip
						Content-Length: %d

						""".formatted(this.tokens.bearer("content:write"), archive.length)
					.replace("\n", "\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().write(archive);
			assertThat(this.processor.hasBegun()).isTrue();
			assertThat(this.spooled.containsAll(spooled())).isFalse();
		}
	}

	@Test
	void isInNobodysWayWhenTheImporterLeaves() throws IOException, InterruptedException {
		added(Pictures.jpeg(700, 500));
		var archive = export();
		empty();
		this.processor.takes(Duration.ofSeconds(30));
		leaveWhileItIsMade(archive);
		await().untilAsserted(
				() -> assertThat(this.database.sql("select count(*) from archive_import where state = 'open'")
					.mapValue(Long.class)
					.one()
					.block()).isZero());
		this.processor.reset();
		var next = take(archive);
		assertThat(next.getStatus().value()).as(text(next)).isEqualTo(200);
		assertThat(list().get("media")).hasSize(1);
	}

	/** Others on this machine may be at work, too. */
	private void assertNothingIsSpooled() {
		await().untilAsserted(() -> assertThat(this.spooled).containsAll(spooled()));
	}

	private static Set<Path> spooled() {
		try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("archive-"))
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private JsonNode added(byte[] file) {
		return JSON.readTree(Objects.requireNonNull(this.http.post()
			.uri("/api/media?name=x&alt=x")
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.bodyValue(file)
			.exchange()
			.expectStatus()
			.isCreated()
			.expectBody()
			.returnResult()
			.getResponseBody()));
	}

	private JsonNode list() {
		return JSON.readTree(read("/api/media"));
	}

	private byte[] export() {
		return read("/api/export");
	}

	private byte[] read(String path) {
		return Objects.requireNonNull(this.http.get()
			.uri(path)
			.header("Authorization", this.tokens.bearer("content:read"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult()
			.getResponseBody());
	}

	private EntityExchangeResult<byte[]> take(byte[] archive) {
		return this.http.post()
			.uri("/api/import")
			.header("Authorization", this.tokens.bearer("content:write"))
			.contentType(ZIP)
			.bodyValue(archive)
			.exchange()
			.expectBody()
			.returnResult();
	}

	private static String text(EntityExchangeResult<byte[]> answer) {
		return new String(Objects.requireNonNull(answer.getResponseBody()), StandardCharsets.UTF_8);
	}

	/** Has less time than there is outside of tests. */
	@TestConfiguration(proxyBeanMethods = false)
	static class HurriedTransactions {

		@Bean
		@Primary
		TransactionalOperator hurriedTransactions(@Qualifier("transactionalOperator") TransactionalOperator orderly) {
			return new TransactionalOperator() {

				@Override
				public <T> Mono<T> transactional(Mono<T> work) {
					return orderly.transactional(work.timeout(LIMIT));
				}

				@Override
				public <T> Flux<T> execute(TransactionCallback<T> action) {
					return orderly.execute(action);
				}

			};
		}

	}

	/** Does as it is told. */
	@Primary
	static class SlowProcessor extends ImageProcessor {

		private final AtomicInteger restored = new AtomicInteger();

		private volatile Duration time = Duration.ZERO;

		private volatile int most = Integer.MAX_VALUE;

		private volatile CountDownLatch begun = new CountDownLatch(1);

		SlowProcessor(MediaSettings settings) {
			super(settings);
		}

		void reset() {
			this.restored.set(0);
			this.time = Duration.ZERO;
			this.most = Integer.MAX_VALUE;
			this.begun = new CountDownLatch(1);
		}

		void takes(Duration each) {
			this.time = each;
		}

		void refusesAfter(int images) {
			this.most = images;
		}

		boolean hasBegun() throws InterruptedException {
			return this.begun.await(30, TimeUnit.SECONDS);
		}

		@Override
		ProcessedImage restore(byte[] file) {
			this.begun.countDown();
			if (this.restored.incrementAndGet() > this.most) {
				throw Refusal.damaged(ImageFormat.JPEG);
			}
			try {
				TimeUnit.MILLISECONDS.sleep(this.time.toMillis());
			}
			catch (InterruptedException _) {
				// nobody waits any more, which no decoder notices
			}
			return super.restore(file);
		}

	}

}
