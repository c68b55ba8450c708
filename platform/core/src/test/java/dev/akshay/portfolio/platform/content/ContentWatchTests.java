package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.validation.Validation;
import jakarta.validation.constraints.NotBlank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.SpringProperties;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ContentWatchTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(20);

	@TempDir
	private Path location;

	private final List<List<String>> loads = new CopyOnWriteArrayList<>();

	private volatile boolean away;

	private volatile int lastTryAway = Integer.MAX_VALUE;

	private final AtomicInteger tries = new AtomicInteger();

	private ContentWatch watch;

	@BeforeEach
	void oneFile() throws IOException {
		Files.createDirectory(this.location.resolve("notes"));
		write("one", "One");
	}

	@AfterEach
	void stop() {
		this.watch.stop();
	}

	@Test
	void loadsAtTheStartAndNotAgainWhileNothingChanges() {
		start(SHORT);
		assertThat(this.loads).containsExactly(List.of("One"));
		await().during(Duration.ofMillis(300)).until(() -> this.loads.size() == 1);
	}

	@Test
	void loadsAgainWhenAFileIsWrittenAddedReplacedOrRemoved() throws IOException {
		start(SHORT);
		write("one", "One, reworked");
		awaitLoaded("One, reworked");
		write("two", "Two");
		awaitLoaded("One, reworked", "Two");
		var other = write("other", "Too");
		Files.setLastModifiedTime(other, FileTime.from(Files.getLastModifiedTime(file("two")).toInstant()));
		Files.move(other, file("two"), StandardCopyOption.REPLACE_EXISTING);
		awaitLoaded("One, reworked", "Too");
		Files.delete(file("one"));
		awaitLoaded("Too");
	}

	@Test
	void keepsWhatIsThereWhileAFileIsBrokenAndSaysSoOnce(CapturedOutput output) throws IOException {
		start(SHORT);
		Files.writeString(file("two"), "---\ntitle: ''\n---\nText.\n");
		await().atMost(PATIENCE).until(() -> output.getOut().contains("notes/two.md:2: title must not be blank"));
		await().during(Duration.ofMillis(300)).until(() -> this.loads.size() == 1);
		assertThat(output.getOut().split("notes/two.md:2: title", -1)).hasSize(2);
		write("two", "Two");
		awaitLoaded("One", "Two");
	}

	@Test
	void triesAgainWhileTheStoreIsAwayAndSaysSoOnce(CapturedOutput output) throws IOException {
		start(SHORT);
		this.away = true;
		write("one", "One, reworked");
		await().atMost(PATIENCE).until(() -> this.tries.get() >= 3);
		this.away = false;
		awaitLoaded("One, reworked");
		assertThat(output.getOut().split("cannot be loaded at the moment", -1)).hasSize(2);
	}

	@Test
	void waitsForAStoreThatIsNotThereYetAndSaysSoOnce(CapturedOutput output) {
		this.away = true;
		this.lastTryAway = 3;
		start(Duration.ZERO);
		assertThat(this.loads).containsExactly(List.of("One"));
		assertThat(this.tries).hasValue(4);
		assertThat(output.getOut().split("cannot be loaded at the moment", -1)).hasSize(2);
	}

	@Test
	void doesNotWaitForWhatNoTimeMends() throws IOException {
		Files.writeString(file("two"), "---\ntitle: ''\n---\nText.\n");
		assertThatExceptionOfType(InvalidContent.class).isThrownBy(() -> start(Duration.ZERO));
		assertThat(this.tries).hasValue(1);
	}

	@Test
	void leavesAloneWhatEditorsKeepBesideAFile() throws IOException {
		start(SHORT);
		Files.writeString(this.location.resolve("notes/.two.md.swp"), "x");
		Files.writeString(this.location.resolve("notes/.#two.md"), "x");
		await().during(Duration.ofMillis(300)).until(() -> this.loads.size() == 1);
		write("two", "Two");
		awaitLoaded("One", "Two");
	}

	@Test
	void watchesNothingWhenToldSo() throws IOException {
		start(Duration.ZERO);
		write("one", "One, reworked");
		await().during(Duration.ofMillis(300)).until(() -> this.loads.size() == 1);
		assertThat(this.watch.isRunning()).isFalse();
	}

	/**
	 * An image writes down what a start loads where there is neither content nor a
	 * database.
	 */
	@Test
	void readsNothingInAStartThatEndsWhenItIsReady() {
		SpringProperties.setProperty("spring.context.exit", "onRefresh");
		try {
			prepare(SHORT);
			this.watch.afterSingletonsInstantiated();
		}
		finally {
			SpringProperties.setProperty("spring.context.exit", null);
		}
		assertThat(this.tries).hasValue(0);
	}

	private void start(Duration interval) {
		prepare(interval);
		this.watch.afterSingletonsInstantiated();
		this.watch.start();
	}

	private void prepare(Duration interval) {
		var files = new ContentFiles(this.location, Validation.buildDefaultValidatorFactory().getValidator());
		this.watch = new ContentWatch(List.of(this::load), files, new ContentSettings(this.location, interval));
	}

	private Mono<Void> load(ContentFiles files) {
		return Mono.fromRunnable(() -> {
			int number = this.tries.incrementAndGet();
			var titles = files.markdown("notes", Note.class)
				.stream()
				.map((document) -> document.content().title())
				.toList();
			if (this.away && number <= this.lastTryAway) {
				throw new DataAccessResourceFailureException("away");
			}
			this.loads.add(titles);
		});
	}

	private void awaitLoaded(String... titles) {
		await().atMost(PATIENCE).until(() -> this.loads.getLast().equals(List.of(titles)));
	}

	private Path write(String slug, String title) throws IOException {
		return Files.writeString(file(slug), "---\ntitle: %s\n---\nText.\n".formatted(title));
	}

	private Path file(String slug) {
		return this.location.resolve("notes/" + slug + ".md");
	}

	record Note(@NotBlank String title, String body) {
	}

}
