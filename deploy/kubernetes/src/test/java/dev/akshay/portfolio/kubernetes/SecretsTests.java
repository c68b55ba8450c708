package dev.akshay.portfolio.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.Repository;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets are named, and never there. */
class SecretsTests {

	private static final String DOCUMENT = "docs/kubernetes.md";

	private static final Pattern ROW = Pattern.compile("^\\| ((?:`[a-z-]+`(?:, )?)+) \\|", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

	@ParameterizedTest
	@EnumSource
	void noSecretIsWrittenDown(Overlay overlay) {
		assertThat(overlay.all("Secret")).isEmpty();
		assertThat(overlay.workloads()).allSatisfy((workload) -> workload.environment().forEach((name, value) -> {
			if (name.matches(".*(PASSWORD|SECRET|JAAS_CONFIG|TOKEN)")) {
				assertThat(value).as(name).isEqualTo(Workload.SECRET);
			}
		}));
	}

	@ParameterizedTest
	@EnumSource
	void everySecretThatIsNamedIsDocumented(Overlay overlay) {
		Set<String> documented = documented();
		assertThat(referenced(overlay)).isNotEmpty().isSubsetOf(documented);
	}

	@Test
	void everySecretThatIsDocumentedIsNamedSomewhere() {
		Set<String> referenced = new TreeSet<>();
		for (Overlay overlay : Overlay.values()) {
			referenced.addAll(referenced(overlay));
		}
		assertThat(documented()).isSubsetOf(referenced);
	}

	@ParameterizedTest
	@EnumSource
	void everyConfigMapThatIsNamedIsThere(Overlay overlay) {
		for (Manifest manifest : overlay.all("Deployment")) {
			List.of("configMapRef", "configMapKeyRef", "configMap")
				.forEach((key) -> manifest.all(key)
					.forEach((reference) -> assertThat(
							overlay.has("ConfigMap", String.valueOf(Tree.map(reference).get("name"))))
						.as(manifest + " " + reference)
						.isTrue()));
		}
	}

	/** A file that is not named would be missing in a cluster, and nowhere else. */
	@Test
	void theOwnersWordsAreAllThere() {
		for (String folder : List.of("projects", "insights")) {
			Map<String, Object> content = Overlay.PRODUCTION.only("ConfigMap", "content-" + folder).map("data");
			Set<String> files = Repository.files("content/" + folder, ".md")
				.stream()
				.map(Path::getFileName)
				.map(Path::toString)
				.collect(Collectors.toSet());
			assertThat(content.keySet()).isEqualTo(files);
		}
		assertThat(Overlay.PRODUCTION.only("ConfigMap", "content-profile").map("data")).containsEntry("profile.yaml",
				Repository.read("content/profile.yaml"));
	}

	private static Set<String> referenced(Overlay overlay) {
		Set<String> names = new TreeSet<>();
		for (Manifest manifest : overlay.manifests()) {
			Tree.visit(manifest.tree(), (key, value) -> {
				switch (key) {
					case "secretKeyRef", "passwordSecret" -> names.add(Tree.at(value, "name").toString());
					case "secretName" -> names.add(value.toString());
					case "certificateRefs" ->
						Tree.maps(value).forEach((reference) -> names.add(reference.get("name").toString()));
					default -> {
					}
				}
			});
		}
		return names;
	}

	/** Those that stand in the first column of a table. */
	private static Set<String> documented() {
		return ROW.matcher(Repository.read(DOCUMENT))
			.results()
			.flatMap((row) -> NAME.matcher(row.group(1)).results())
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
