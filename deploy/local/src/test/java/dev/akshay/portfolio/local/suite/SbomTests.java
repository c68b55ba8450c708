package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.akshay.portfolio.local.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The bill of materials of an image, made as the recipe makes it. */
class SbomTests {

	private static final Path PROGRAM = Repository.ROOT.resolve("deploy/images/Sbom.java");

	@TempDir
	private Path folder;

	@BeforeEach
	void base() throws IOException {
		Files.writeString(this.folder.resolve("status"), """
				Package: libc6
				Status: install ok installed
				Architecture: amd64
				Version: 2.41-12+deb13u1

				Package: gone
				Status: deinstall ok config-files
				Architecture: amd64
				Version: 1
				""");
		Files.writeString(this.folder.resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.3+9-LTS\"\n");
		Files.createDirectories(this.folder.resolve("app/lib"));
	}

	@Test
	void addsBaseAndRuntimeToTheBillOfTheBuildAndNotToItsTools() throws Exception {
		jar("app/app.jar", "META-INF/sbom/application.cdx.json", """
				{"bomFormat": "CycloneDX", "specVersion": "1.6",
				 "metadata": {"tools": {"components": [{"name": "\\"a \\\\ tool"}]}, "component": {"name": "gateway"}},
				 "components": [{"name": "reactor-core"}], "dependencies": []}
				""");
		JsonNode bill = bill();
		assertThat(names(bill)).containsExactlyInAnyOrder("libc6", "openjdk", "reactor-core");
		assertThat(bill.at("/metadata/tools/components")).hasSize(1);
	}

	@Test
	void readsTheLibrariesWhereTheBuildMadeNoBill() throws Exception {
		jar("app/app.jar", "application.yaml", "none");
		jar("app/lib/reactor-core-3.8.0.jar", "META-INF/maven/io.projectreactor/reactor-core/pom.properties", "");
		JsonNode bill = bill();
		assertThat(names(bill)).containsExactlyInAnyOrder("libc6", "openjdk", "reactor-core");
		assertThat(bill.get("components").valueStream().map((component) -> component.get("purl").stringValue()))
			.contains("pkg:maven/io.projectreactor/reactor-core@3.8.0?type=jar",
					"pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64");
	}

	private static List<String> names(JsonNode bill) {
		return bill.get("components").valueStream().map((component) -> component.get("name").stringValue()).toList();
	}

	private JsonNode bill() throws Exception {
		Path bill = this.folder.resolve("bill.json");
		Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				PROGRAM.toString(), "gateway", this.folder.resolve("app").toString(),
				this.folder.resolve("status").toString(), this.folder.resolve("release").toString(), bill.toString())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile())
			.start();
		assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
		assertThat(program.exitValue()).as(Files.readString(this.folder.resolve("output"))).isZero();
		return JsonMapper.shared().readTree(bill.toFile());
	}

	private void jar(String path, String entry, String content) throws IOException {
		try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(this.folder.resolve(path)))) {
			jar.putNextEntry(new ZipEntry(entry));
			jar.write(content.getBytes(StandardCharsets.UTF_8));
		}
	}

}
