package dev.akshay.portfolio.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.akshay.portfolio.kubernetes.kustomize.Kustomize;
import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The overlays are rendered here as Kustomize renders them. */
class KustomizeTests {

	/** What Kustomize 5.5 made of the folder beside it. */
	@Test
	void rendersWhatKustomizeRenders() {
		Path example = Path.of("src", "test", "resources", "example");
		List<Map<String, Object>> expected = Tree.readAll(example.resolve("rendered.yaml"));
		assertThat(comparable(Kustomize.render(example.resolve("overlay")).stream().map(Manifest::tree)))
			.isEqualTo(comparable(expected.stream()));
	}

	/**
	 * Where the program is at hand, all there is; the example stands for it elsewhere.
	 */
	@ParameterizedTest
	@EnumSource
	void rendersEveryOverlayAsKustomizeDoes(Overlay overlay) throws IOException, InterruptedException {
		List<String> program = programs().filter(KustomizeTests::runs).findFirst().orElse(List.of());
		assumeTrue(!program.isEmpty(), "there is neither kubectl nor kustomize");
		String rendered = output(Stream.concat(program.stream(), Stream.of(overlay.folder().toString())).toList());
		assertThat(comparable(overlay.manifests().stream().map(Manifest::tree)))
			.isEqualTo(comparable(Tree.parseAll(rendered).stream()));
	}

	@Test
	void refusesWhatItDoesNotKnow(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("kustomization.yaml"), "namePrefix: my-\n");
		assertThatIllegalArgumentException().isThrownBy(() -> Kustomize.render(folder))
			.withMessageContaining("namePrefix");
	}

	@Test
	void refusesAPatchThatMeansNothing(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("kustomization.yaml"), "patches:\n  - path: patch.yaml\n");
		Files.writeString(folder.resolve("patch.yaml"), "apiVersion: v1\nkind: Service\nmetadata:\n  name: gone\n");
		assertThatIllegalArgumentException().isThrownBy(() -> Kustomize.render(folder))
			.withMessageContaining("Service/gone");
	}

	@Test
	void refusesAPartThatIsTakenForAWhole(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("kustomization.yaml"), "resources:\n  - part\n");
		Path part = Files.createDirectory(folder.resolve("part"));
		Files.writeString(part.resolve("kustomization.yaml"), "kind: Component\n");
		assertThatIllegalArgumentException().isThrownBy(() -> Kustomize.render(folder))
			.withMessageContaining("part is no Kustomization");
	}

	private static Stream<List<String>> programs() {
		return Stream.of(List.of("kustomize", "build"), List.of("kubectl", "kustomize"));
	}

	private static boolean runs(List<String> program) {
		try {
			new ProcessBuilder(program.getFirst(), "version", "--help").redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor(20, TimeUnit.SECONDS);
			return true;
		}
		catch (IOException | InterruptedException ex) {
			return false;
		}
	}

	private static String output(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
		return output;
	}

	/**
	 * Neither objects, nor what their lists hold by name, have an order that means
	 * anything.
	 */
	private static Map<String, Object> comparable(Stream<Map<String, Object>> objects) {
		Map<String, Object> sorted = new TreeMap<>();
		objects.forEach((tree) -> {
			Manifest manifest = new Manifest(tree);
			sorted.put(manifest.apiVersion() + " " + manifest, unordered(tree));
		});
		return sorted;
	}

	private static Object unordered(Object node) {
		return switch (node) {
			case Map<?, ?> map -> {
				Map<String, Object> sorted = new TreeMap<>();
				map.forEach((key, value) -> sorted.put(key.toString(), unordered(value)));
				yield sorted;
			}
			case List<?> list when list.stream().allMatch((element) -> element instanceof Map<?, ?>) ->
				list.stream().map(KustomizeTests::unordered).sorted(Comparator.comparing(Object::toString)).toList();
			case null, default -> node;
		};
	}

}
