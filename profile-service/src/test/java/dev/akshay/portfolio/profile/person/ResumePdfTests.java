package dev.akshay.portfolio.profile.person;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.content.ContentFiles;
import jakarta.validation.Validation;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ResumePdfTests {

	private static final String EVERYTHING = """
			# A heading

			- a list **and** `a bit of code` in *it*
			- with [a link](/projects)

			1. counted

			> quoted

			| a head |
			|--------|
			| a cell |

			---

			    a block of code
			""";

	private final Profile profile = profile();

	@Test
	void saysWhatTheProfileSays() throws IOException {
		var text = textOf(ResumePdf.renderBlocking(this.profile));
		assertThat(text).contains(this.profile.name(), this.profile.email(), "Experience", "Skills", "Education");
		this.profile.experience().forEach((work) -> {
			assertThat(text).contains(work.company());
			assertThat(text).contains(flat(work.highlights().getFirst()));
		});
		this.profile.skills()
			.forEach((skills) -> assertThat(text).containsIgnoringCase(flat(skills.items().getFirst())));
		this.profile.education().forEach((degree) -> assertThat(text).contains(flat(degree.school())));
	}

	@Test
	void isTheSameBytesForTheSameProfile() throws IOException {
		assertThat(ResumePdf.renderBlocking(this.profile)).isEqualTo(ResumePdf.renderBlocking(profile()));
		assertThat(ResumePdf.renderBlocking(named("Somebody Else")))
			.isNotEqualTo(ResumePdf.renderBlocking(this.profile));
	}

	@Test
	void hasOneOrTwoPagesOfA4() throws IOException {
		try (var document = Loader.loadPDF(ResumePdf.renderBlocking(this.profile))) {
			assertThat(document.getNumberOfPages()).isBetween(1, 2);
			assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(594f, 596f);
			assertThat(document.getPage(0).getMediaBox().getHeight()).isBetween(841f, 843f);
		}
	}

	@ParameterizedTest
	@CsvSource({ "4, 5, true", "5, 7, true", "8, 8, false", "12, 20, false" })
	void hasTwoPagesAlsoIfMuchWasDone(int posts, int highlights, boolean whole) throws IOException {
		var pdf = ResumePdf.renderBlocking(employed(posts, highlights));
		try (var document = Loader.loadPDF(pdf)) {
			assertThat(document.getNumberOfPages()).isEqualTo(2);
		}
		var text = textOf(pdf);
		assertThat(text).contains("Deed 1 of employer 1,", "Employer " + posts, "Education");
		assertThat(text.contains("Deed %d of employer %d,".formatted(highlights, posts))).isEqualTo(whole);
		assertThat(text.contains("More of these posts: " + this.profile.site())).isEqualTo(!whole);
	}

	@Test
	void leavesNothingOutWhereThatWouldNotHelp() throws IOException {
		var pdf = ResumePdf.renderBlocking(employed(40, 2));
		try (var document = Loader.loadPDF(pdf)) {
			assertThat(document.getNumberOfPages()).isGreaterThan(2);
		}
		assertThat(textOf(pdf)).contains("Deed 2 of employer 40,").doesNotContain("More of these posts");
	}

	@Test
	void canBeReadAloud() throws IOException {
		try (var document = Loader.loadPDF(ResumePdf.renderBlocking(this.profile))) {
			var catalog = document.getDocumentCatalog();
			assertThat(catalog.getMarkInfo().isMarked()).isTrue();
			assertThat(catalog.getStructureTreeRoot().getKids()).isNotEmpty();
			assertThat(catalog.getLanguage()).isEqualTo("en");
			assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
			assertThat(document.getDocumentInformation().getTitle()).isEqualTo(this.profile.name() + ", résumé");
			assertThat(document.getPage(0).getResources().getFontNames()).isNotEmpty()
				.allSatisfy((name) -> assertThat(isEmbedded(document, name)).isTrue());
		}
	}

	@Test
	void isReadInItsOrder() throws IOException {
		try (var document = Loader.loadPDF(ResumePdf.renderBlocking(summarised(EVERYTHING)))) {
			var tags = tagsBelow(document.getDocumentCatalog().getStructureTreeRoot());
			assertThat(tags).filteredOn((tag) -> tag.startsWith("H"))
				.startsWith("H1", "H2", "H3", "H2", "H3")
				.containsOnlyOnce("H1");
			assertThat(tags).contains("L", "LI", "Table", "Link");
		}
	}

	@Test
	void complainsOfNothingThatMarkdownBrings(CapturedOutput output) throws IOException {
		assertThat(textOf(ResumePdf.renderBlocking(summarised(EVERYTHING)))).contains("of code", "quoted", "a cell");
		// services of other tests may be running still, and have their own complaints
		assertThat(output.toString().lines().filter((line) -> line.contains("com.openhtmltopdf")))
			.noneMatch((line) -> line.contains("WARN"));
	}

	@Test
	void takesNoWordForMarkup() throws IOException {
		var name = "<script>alert(1)</script> & \"co\"";
		// a word that is longer than its line is broken
		assertThat(textOf(ResumePdf.renderBlocking(named(name))).replace(" ", "")).contains(name.replace(" ", ""));
	}

	@Test
	void opensNothingThatAProfileNames() throws IOException {
		var secret = Files.writeString(Files.createTempFile("secret", ".txt"), "do not print");
		var summary = "![a picture](%s) and <img src=\"%s\"> in the text".formatted(secret.toUri(), secret.toUri());
		assertThat(textOf(ResumePdf.renderBlocking(summarised(summary)))).contains("a picture")
			.doesNotContain("do not print");
	}

	@Test
	void isMadeOnceHoweverManyAsk() {
		var pdf = new ResumePdf();
		StepVerifier.create(Flux.range(0, 20).flatMap((_) -> pdf.of(this.profile)).collectList())
			.assertNext((all) -> assertThat(all).hasSize(20).allMatch((bytes) -> bytes == all.getFirst()))
			.expectComplete()
			.verify(Duration.ofMinutes(1));
	}

	/**
	 * The types of all elements in the order in which they are read; an item is always
	 * one of a list.
	 */
	private static List<String> tagsBelow(PDStructureNode node) {
		var tags = new ArrayList<String>();
		for (var kid : node.getKids()) {
			if (kid instanceof PDStructureElement element) {
				var type = element.getStructureType();
				if (type.equals("LI")) {
					assertThat(node).isInstanceOf(PDStructureElement.class)
						.extracting((parent) -> ((PDStructureElement) parent).getStructureType())
						.isEqualTo("L");
				}
				tags.add(type);
				tags.addAll(tagsBelow(element));
			}
		}
		return tags;
	}

	private static boolean isEmbedded(PDDocument document, COSName font) {
		try {
			return document.getPage(0).getResources().getFont(font).isEmbedded();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Lines break where there is room. */
	private static String textOf(byte[] pdf) throws IOException {
		try (var document = Loader.loadPDF(pdf)) {
			return flat(new PDFTextStripper().getText(document));
		}
	}

	private static String flat(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	private Profile named(String name) {
		return with(name, this.profile.summary());
	}

	private Profile summarised(String summary) {
		return with(this.profile.name(), summary);
	}

	private Profile employed(int posts, int highlights) {
		return with(this.profile.name(), this.profile.summary(), IntStream.rangeClosed(1, posts)
			.mapToObj((post) -> new Profile.Employment("Employer " + post, "Engineer", "2020-01", "2021-01",
					"Somewhere", "A post of some years with much to do and much that came of it.",
					IntStream.rangeClosed(1, highlights)
						.mapToObj(
								(deed) -> "Deed %d of employer %d, which is told in a line that is as long as they are."
									.formatted(deed, post))
						.toList(),
					List.of("Java", "Kafka")))
			.toList());
	}

	private Profile with(String name, String summary) {
		return with(name, summary, this.profile.experience());
	}

	private Profile with(String name, String summary, List<Profile.Employment> experience) {
		return new Profile(name, this.profile.site(), this.profile.headline(), this.profile.roles(),
				this.profile.lookingFor(), this.profile.email(), this.profile.linkedin(), summary,
				this.profile.figures(), this.profile.specialities(), experience, this.profile.education(), List.of(),
				List.of(), List.of(), this.profile.skills());
	}

	private static Profile profile() {
		try (var validation = Validation.buildDefaultValidatorFactory()) {
			return new ContentFiles(Path.of("..", "content"), validation.getValidator())
				.yaml("profile.yaml", Profile.class)
				.content();
		}
	}

}
