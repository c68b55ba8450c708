package dev.akshay.portfolio.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

/** What the hosting platform is told to do with every change. */
class WorkflowTests {

	private static final Path SETTINGS = Repository.ROOT.resolve(".github");

	/** A major version that its makers move, or something that nobody moves. */
	private static final String PINNED = "[\\w.-]+(?:/[\\w.-]+)+@(?:v\\d+(?:\\.\\d+){0,2}|[0-9a-f]{40})";

	@Test
	void everyPullRequestIsCheckedAndScanned() {
		Map<?, ?> workflow = map(Repository.yaml(SETTINGS.resolve("workflows/verify.yml")));
		// YAML 1.1 reads "on" as a boolean
		assertThat(map(workflow.get(true)).keySet().stream().map(String::valueOf)).contains("pull_request", "push");
		Map<?, ?> jobs = map(workflow.get("jobs"));
		assertThat(steps(jobs, "verify")).anyMatch((step) -> "./portfolio verify".equals(step.get("run")));
		assertThat(steps(jobs, "codeql")).extracting((step) -> String.valueOf(step.get("uses")))
			.anyMatch((uses) -> uses.startsWith("github/codeql-action/init@"))
			.anyMatch((uses) -> uses.startsWith("github/codeql-action/analyze@"));
		assertThat(steps(jobs, "dependency-review")).anySatisfy(
				(step) -> assertThat(step.get("with")).asInstanceOf(MAP).containsEntry("fail-on-severity", "high"));
	}

	@Test
	void everyBuildLeavesABillOfMaterials() {
		Map<?, ?> jobs = map(map(Repository.yaml(SETTINGS.resolve("workflows/verify.yml"))).get("jobs"));
		assertThat(steps(jobs, "bill-of-materials"))
			.anyMatch((step) -> String.valueOf(step.get("run")).contains("-Psbom"))
			.anySatisfy((step) -> {
				assertThat(String.valueOf(step.get("uses"))).startsWith("actions/upload-artifact@");
				assertThat(step.get("with")).asInstanceOf(MAP)
					.containsEntry("path", "**/target/classes/META-INF/sbom/application.cdx.json")
					.containsEntry("if-no-files-found", "error");
			});
	}

	@Test
	void noJobMayMoreThanItNeedsOrRunForEver() {
		assertThat(workflows()).isNotEmpty().allSatisfy((file) -> {
			Map<?, ?> workflow = map(Repository.yaml(file));
			assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
			assertThat(map(workflow.get("jobs")).values())
				.allSatisfy((job) -> assertThat(map(job).get("timeout-minutes")).isInstanceOf(Integer.class));
		});
	}

	@Test
	void everyActionIsPinned() {
		assertThat(workflows()).allSatisfy((file) -> {
			Map<?, ?> jobs = map(map(Repository.yaml(file)).get("jobs"));
			List<String> used = jobs.keySet()
				.stream()
				.flatMap((job) -> steps(jobs, job).stream())
				.map((step) -> step.get("uses"))
				.filter(Objects::nonNull)
				.map(String::valueOf)
				.toList();
			assertThat(used).isNotEmpty().allMatch((action) -> action.matches(PINNED));
		});
	}

	@Test
	void librariesAndActionsAreKeptUpToDate() {
		Map<?, ?> settings = map(Repository.yaml(SETTINGS.resolve("dependabot.yml")));
		assertThat(settings.get("version")).isEqualTo(2);
		assertThat(((List<?>) Objects.requireNonNull(settings.get("updates"))).stream()
			.map((update) -> map(update).get("package-ecosystem"))
			.map(String::valueOf)).contains("maven", "github-actions", "docker", "docker-compose");
		// what stands behind an ARG is never updated
		assertThat(Repository.read(Repository.ROOT.resolve("deploy/images/Dockerfile"))).doesNotContain("FROM $");
	}

	private static List<Path> workflows() {
		return Repository.files((file) -> file.startsWith(SETTINGS.resolve("workflows")));
	}

	private static List<? extends Map<?, ?>> steps(Map<?, ?> jobs, Object job) {
		Object steps = map(jobs.get(job)).get("steps");
		return (steps instanceof List<?> list) ? Stream.of(list.toArray()).map(WorkflowTests::map).toList() : List.of();
	}

	private static Map<?, ?> map(Object node) {
		assertThat(node).isInstanceOf(Map.class);
		return (Map<?, ?>) node;
	}

}
