package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.profile.media.MediaArchive.ArchivedImage;
import dev.akshay.portfolio.profile.media.MediaArchive.TakenBack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(properties = "portfolio.content.location=../content")
@Import({ RealPostgreSql.class, NoKafka.class })
class MediaArchiveIntegrationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@Autowired
	private MediaArchive archive;

	@Autowired
	private DatabaseClient database;

	@Autowired
	private TransactionalOperator transaction;

	@BeforeEach
	void empty() {
		this.database.sql("delete from media").then().block(PATIENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "jpg", "png", "gif" })
	void whatLeftComesBackAtTheSameAddress(String format) {
		var source = Pictures.encoded(Pictures.corners(700, 500), format);
		var address = takeBack(new ArchivedImage("any", "One." + format, "One", source)).address();
		var left = all();
		assertThat(left).singleElement().satisfies((image) -> {
			assertThat("/media/" + image.file()).isEqualTo(address);
			assertThat(image.name()).isEqualTo("One." + format);
			assertThat(image.alt()).isEqualTo("One");
		});
		empty();
		assertThat(takeBack(left.getFirst())).isEqualTo(new TakenBack(address, true));
		assertThat(takeBack(left.getFirst())).isEqualTo(new TakenBack(address, false));
		assertThat(all()).singleElement()
			.satisfies((image) -> assertThat(image.bytes()).isEqualTo(left.getFirst().bytes()));
	}

	@Test
	void whatIsThereGetsTheWordsOfTheArchive() {
		takeBack(new ArchivedImage("any", "one.jpg", "One", Pictures.jpeg(60, 40)));
		var left = all().getFirst();
		assertThat(takeBack(new ArchivedImage(left.file(), "two.jpg", "Two", left.bytes())).isNew()).isFalse();
		assertThat(all()).singleElement().satisfies((image) -> assertThat(image.alt()).isEqualTo("Two"));
	}

	@Test
	void givesThemInTheOrderInWhichTheyCame() {
		for (int i = 1; i <= 5; i++) {
			takeBack(new ArchivedImage("any", i + ".jpg", "x", Pictures.jpeg(60, 40 + i)));
		}
		assertThat(all()).extracting(ArchivedImage::name).containsExactly("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg");
	}

	@Test
	void toTryStoresNothing() {
		var image = new ArchivedImage("any", "x.jpg", "x", Pictures.jpeg(60, 40));
		var tried = Objects.requireNonNull(this.archive.check(image).block(PATIENCE));
		assertThat(tried.isNew()).isTrue();
		assertThat(all()).isEmpty();
		assertThat(takeBack(image)).isEqualTo(tried);
		assertThat(this.archive.check(image).block(PATIENCE)).isEqualTo(new TakenBack(tried.address(), false));
	}

	@Test
	void whatWasMadeBeforeIsTakenBackAsItWas(@TempDir Path folder) throws IOException {
		takeBack(new ArchivedImage("any", "there.jpg", "x", Pictures.jpeg(700, 400)));
		takeBack(new ArchivedImage("any", "new.jpg", "x", Pictures.jpeg(2000, 1200)));
		var left = all();
		empty();
		left.forEach(this::takeBack);
		var files = files();
		this.database.sql("delete from media where name = 'new.jpg'").then().block(PATIENCE);
		try (var made = MadeImages.in(Files.createFile(folder.resolve("made")))) {
			for (var image : left) {
				this.archive.make(image, made).block(PATIENCE);
			}
			// also what was deleted meanwhile
			empty();
			for (var image : left) {
				var taken = Objects.requireNonNull(this.archive.takeBack(image, made).block(PATIENCE));
				assertThat(taken).isEqualTo(new TakenBack("/media/" + image.file(), true));
			}
		}
		assertThat(files()).isEqualTo(files);
	}

	@Test
	void takesPartInTheTransactionOfWhoeverCalls() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.archive.takeBack(new ArchivedImage("any", "x.jpg", "x", Pictures.jpeg(60, 40)))
				.then(Mono.error(new IllegalStateException("the rest is broken")))
				.as(this.transaction::transactional)
				.block(PATIENCE));
		assertThat(all()).isEmpty();
	}

	@Test
	void isNoWayAroundTheChecks() {
		for (var file : new byte[][] { Pictures.bomb(), Pictures.html(),
				Pictures.truncated(Pictures.jpeg(600, 400)) }) {
			var image = new ArchivedImage("harmless.jpg", "x", "x", file);
			assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> takeBack(image));
			assertThatExceptionOfType(ErrorResponseException.class)
				.isThrownBy(() -> this.archive.check(image).block(PATIENCE));
		}
		takeBack(new ArchivedImage("any", "x", "x", Pictures.withExif(Pictures.jpeg(600, 400), 1)));
		assertThat(all()).singleElement()
			.satisfies((image) -> assertThat(new String(image.bytes(), StandardCharsets.ISO_8859_1))
				.doesNotContain(Pictures.SECRET));
	}

	private List<Object> files() {
		return Objects.requireNonNull(this.database
			.sql("select media || ' ' || width || ' ' || md5(bytes) from media_variant order by media, width")
			.mapValue(Object.class)
			.all()
			.collectList()
			.block(PATIENCE));
	}

	private TakenBack takeBack(ArchivedImage image) {
		return Objects.requireNonNull(this.archive.takeBack(image).block(PATIENCE));
	}

	private List<ArchivedImage> all() {
		return Objects.requireNonNull(this.archive.all().collectList().block(PATIENCE));
	}

}
