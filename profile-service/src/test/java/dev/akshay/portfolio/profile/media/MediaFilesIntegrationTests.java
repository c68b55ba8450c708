package dev.akshay.portfolio.profile.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.InvalidContent;
import dev.akshay.portfolio.platform.precondition.SeenVersion;
import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import dev.akshay.portfolio.profile.media.MediaArchive.ArchivedImage;
import dev.akshay.portfolio.profile.media.MediaArchive.Said;
import jakarta.validation.Validator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.ETag;
import org.springframework.r2dbc.core.DatabaseClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(properties = "portfolio.content.location=../content")
@Import({ RealPostgreSql.class, NoKafka.class })
class MediaFilesIntegrationTests {

	private static final SeenVersion ANY = new SeenVersion(ETag.parse("*"));

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Said DESK = new Said("desk.jpg", "Desk", "A desk");

	private static final Said TREE = new Said("tree.png", "Tree", "A tree");

	@Autowired
	private MediaFiles files;

	@Autowired
	private MediaArchive archive;

	@Autowired
	private Library library;

	@Autowired
	private MediaItems items;

	@Autowired
	private Validator validator;

	@Autowired
	private DatabaseClient database;

	@TempDir
	private Path location;

	@BeforeEach
	void empty() throws IOException {
		this.database.sql("delete from media_file").then().block(PATIENCE);
		this.database.sql("delete from media").then().block(PATIENCE);
		Files.createDirectories(this.location.resolve("media"));
	}

	@Test
	void aFolderNeedNotBeThere() throws IOException {
		load();
		Files.delete(this.location.resolve("media"));
		load();
		assertThat(all()).isEmpty();
	}

	@Test
	void loadsWhatIsDescribedInTheOrderOfTheList() throws IOException {
		put("desk.jpg", Pictures.jpeg(700, 500));
		put("tree.png", Pictures.encoded(Pictures.corners(60, 40), "png"));
		put(".DS_Store", new byte[3]);
		describe(TREE, DESK);
		load();
		assertThat(all()).extracting(ArchivedImage::name).containsExactly("Tree", "Desk");
		assertThat(all()).extracting(ArchivedImage::alt).containsExactly("A tree", "A desk");
	}

	@Test
	void whatAnExportHasKeepsItsAddress() throws IOException {
		put("desk.jpg", Pictures.jpeg(700, 500));
		describe(DESK);
		load();
		var exported = all().getFirst();
		empty();
		Files.delete(this.location.resolve("media/desk.jpg"));
		put(exported.file(), exported.bytes());
		describe(new Said(exported.file(), "Desk", "A desk"));
		load();
		assertThat(all()).singleElement().satisfies((image) -> assertThat(image.file()).isEqualTo(exported.file()));
	}

	@Test
	void leavesAloneWhatWasDescribedAnewOrDeletedSince() throws IOException {
		put("desk.jpg", Pictures.jpeg(700, 500));
		put("tree.png", Pictures.encoded(Pictures.corners(60, 40), "png"));
		describe(DESK, TREE);
		load();
		this.library.describe(id("Desk"), "Desk", "My desk").block(PATIENCE);
		this.library.delete(id("Tree"), ANY).block(PATIENCE);
		load();
		assertThat(all()).extracting(ArchivedImage::alt).containsExactly("My desk");
		describe(new Said("desk.jpg", "Desk", "The old desk"), TREE);
		load();
		assertThat(all()).extracting(ArchivedImage::alt).containsExactly("The old desk");
	}

	@Test
	void whatGoesStaysInTheLibraryAndMayComeBack() throws IOException {
		put("desk.jpg", Pictures.jpeg(700, 500));
		describe(DESK);
		load();
		Files.delete(this.location.resolve("media/desk.jpg"));
		describe();
		load();
		assertThat(all()).hasSize(1);
		this.library.delete(id("Desk"), ANY).block(PATIENCE);
		put("desk.jpg", Pictures.jpeg(700, 500));
		describe(DESK);
		load();
		assertThat(all()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			not described | media/tree.png: alt must be told in media/media.json
			not there     | media/media.json: gone.jpg is not there
			no list       | media/media.json: file cannot be read
			no words      | media/tree.png: alt must not be blank
			a page        | media/tree.png: body is
			a bomb        | media/tree.png: body is
			too large     | media/tree.png: has more than 10485760 bytes
			""")
	void nothingIsTakenWhenOneIsWrong(String what, String why) throws IOException {
		put("desk.jpg", Pictures.jpeg(700, 500));
		put("tree.png", switch (what) {
			case "a page" -> Pictures.html();
			case "a bomb" -> Pictures.bomb();
			case "too large" -> new byte[10 * 1024 * 1024 + 1];
			default -> Pictures.encoded(Pictures.corners(60, 40), "png");
		});
		switch (what) {
			case "not described" -> describe(DESK);
			case "not there" -> describe(DESK, TREE, new Said("gone.jpg", "x", "x"));
			case "no list" -> put("media.json", new byte[] { '[', '{' });
			case "no words" -> describe(DESK, new Said("tree.png", "Tree", " "));
			default -> describe(DESK, TREE);
		}
		assertThatExceptionOfType(InvalidContent.class).isThrownBy(this::load)
			.satisfies((invalid) -> assertThat(invalid.faults()).singleElement()
				.satisfies((fault) -> assertThat(fault).startsWith(why)));
		assertThat(all()).isEmpty();
	}

	private void put(String name, byte[] bytes) throws IOException {
		Files.write(this.location.resolve("media").resolve(name), bytes);
	}

	private void describe(Said... said) throws IOException {
		put("media.json", MediaList.write(List.of(said)));
	}

	private void load() {
		this.files.load(new ContentFiles(this.location, this.validator)).block(PATIENCE);
	}

	private String id(String name) {
		return Objects.requireNonNull(
				this.items.all().filter((item) -> item.name().equals(name)).next().map(MediaItem::id).block(PATIENCE));
	}

	private List<ArchivedImage> all() {
		return Objects.requireNonNull(this.archive.all().collectList().block(PATIENCE));
	}

}
