package dev.akshay.portfolio.platform.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ContentFilesTests {

	@TempDir
	private Path location;

	private ContentFiles files;

	@BeforeEach
	void openFolder() throws IOException {
		this.files = new ContentFiles(this.location, Validation.buildDefaultValidatorFactory().getValidator());
		Files.createDirectory(this.location.resolve("notes"));
	}

	@Test
	void readsFrontMatterAndBody() throws IOException {
		write("one.md", "---\ntitle: One\nyear: 2024\nparts: [{name: a}]\n---\n\n## Text\n\n---\n\nMore.\n");
		assertThat(this.files.markdown("notes", Note.class)).singleElement().satisfies((document) -> {
			assertThat(document.slug()).isEqualTo("one");
			assertThat(document.content())
				.isEqualTo(new Note("One", 2024, List.of(new Part("a")), null, "## Text\n\n---\n\nMore."));
		});
	}

	@Test
	void refusesANameThatIsNoAddressAndSkipsHiddenFiles() throws IOException {
		write("My note.md", "---\ntitle: One\nyear: 2024\nparts: [{name: a}]\n---\nText.\n");
		write(".one.md", "unfinished");
		assertThat(faults()).singleElement().asString().startsWith("notes/My note.md: the name is part of an address");
	}

	@Test
	void hashChangesWithTheFile() throws IOException {
		write("one.md", "---\ntitle: One\nyear: 2024\nparts: [{name: a}]\n---\nText.\n");
		var before = this.files.markdown("notes", Note.class).getFirst().hash();
		assertThat(this.files.markdown("notes", Note.class).getFirst().hash()).isEqualTo(before);
		write("one.md", "---\ntitle: One\nyear: 2024\nparts: [{name: a}]\n---\nText!\n");
		assertThat(this.files.markdown("notes", Note.class).getFirst().hash()).isNotEqualTo(before);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					title: One                                                       | notes/x.md:1: the file must start with front matter
					---\\ntitle: One                                                 | notes/x.md:1: the file must start with front matter
					---\\ntitle: One\\nyear: 1\\nparts: [{name: a}]\\n---\\n         | notes/x.md:5: body must not be blank
					---\\ntitle: ''\\nyear: 1\\nparts: [{name: a}]\\n---\\nText      | notes/x.md:2: title must not be blank
					---\\nyear: 1\\nparts: [{name: a}]\\n---\\nText                  | notes/x.md:1: title must not be blank
					---\\ntitle: One\\nyear: 1\\nparts:\\n- name: a\\n- name: ''\\n---\\nText | notes/x.md:6: parts[1].name must not be blank
					---\\ntitle: One\\nyear: 1\\nparts: [{name: a}]\\nlabels:\\n- a\\n- ''\\n---\\nText | notes/x.md:7: labels[1] must not be blank
					---\\ntitle: One\\nyear: soon\\nparts: [{name: a}]\\n---\\nText  | notes/x.md:3: year cannot be read
					---\\ntitle: One\\nyaer: 1\\nyear: 1\\nparts: [{name: a}]\\n---\\nText     | notes/x.md:3: yaer is unknown here
					---\\ntitle: One\\n  bad: [\\n---\\nText                         | notes/x.md:3: is not valid YAML
					---\\ntitle: One\\n\\tyear: 1\\n---\\nText                          | notes/x.md:3: is not valid YAML
					---\\ntitle: "One\\nyear: 1\\n---\\nText                           | notes/x.md:4: is not valid YAML
					---\\ntitle: @One\\nyear: 1\\n---\\nText                           | notes/x.md:2: is not valid YAML
					---\\ntitle: One: Two\\nyear: 1\\n---\\nText                       | notes/x.md:2: is not valid YAML
					---\\ntitle: &one One\\nyear: 1\\nparts: [{name: *one}]\\n---\\nText | notes/x.md:2: has an anchor (&) or an alias (*)
					---\\ntitle: *One\\nyear: 1\\nparts: [{name: a}]\\n---\\nText | notes/x.md:2: has an anchor (&) or an alias (*)
					---\\ntitle: One\\ntitle: Two\\nyear: 1\\nparts: [{name: a}]\\n---\\nText | notes/x.md:3: is not valid YAML
					""")
	void namesFileLineAndField(String text, String fault) throws IOException {
		write("x.md", text.replace("\\n", "\n").replace("\\t", "\t"));
		assertThat(faults()).singleElement().asString().startsWith(fault);
	}

	@Test
	void tellsAllFaultsOfAllFiles() throws IOException {
		write("a.md", "no front matter");
		write("b.md", "---\ntitle: ''\nyear: 3000\nparts: []\n---\n");
		assertThat(faults()).hasSize(5)
			.filteredOn((fault) -> fault.startsWith("notes/b.md"))
			.extracting((fault) -> fault.replaceAll(".*md:(\\d+): ([\\w.\\[\\]]+) .*", "$1 $2"))
			.containsExactlyInAnyOrder("5 body", "2 title", "3 year", "4 parts");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"quoted\" \\ and: {more} #", "| a |\n|---|", "\t tab", "---\nkey: value",
			"ünï 🚲 \u2028\u0085x" })
	void takesEveryBodyAsItIs(String body) throws IOException {
		write("one.md", "---\ntitle: One\nyear: 2024\nparts: [{name: a}]\n---\n" + body + "\n");
		assertThat(this.files.markdown("notes", Note.class)).singleElement()
			.satisfies((document) -> assertThat(document.content().body()).isEqualTo(body.strip()));
	}

	@Test
	void refusesASecondBody() throws IOException {
		write("x.md", "---\ntitle: One\nyear: 1\nparts: [{name: a}]\nbody: Another\n---\nText");
		assertThat(faults()).singleElement().asString().startsWith("notes/x.md:6: is not valid YAML");
	}

	@Test
	void refusesWhatIsNotUtf8() throws IOException {
		Files.write(this.location.resolve("notes/x.md"), "Kätzchen".getBytes(StandardCharsets.ISO_8859_1));
		assertThat(faults()).singleElement().asString().contains("notes/x.md", "not UTF-8");
	}

	private List<String> faults() {
		return catchThrowableOfType(InvalidContent.class, () -> this.files.markdown("notes", Note.class)).faults();
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.location.resolve("notes").resolve(name), text);
	}

	record Note(@NotBlank String title, @Max(2100) int year, @NotEmpty List<@Valid Part> parts,
			@Nullable List<@NotBlank String> labels, @NotBlank String body) {
	}

	record Part(@NotBlank String name) {
	}

}
