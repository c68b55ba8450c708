package dev.akshay.portfolio.kubernetes;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.SuiteProcess;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How everything runs. */
class WorkloadTests {

	private static final Set<String> PROBES = Set.of("startupProbe", "livenessProbe", "readinessProbe");

	private static final Set<String> HEALTH = Set.of("/actuator/health/liveness", "/actuator/health/readiness");

	private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

	/** Classes, stacks, the collector's own, what the system counts for files. */
	private static final int BESIDE_THE_HEAP = 180;

	@ParameterizedTest
	@EnumSource
	void runsEveryProcessThatTheLauncherRuns(Overlay overlay) {
		assertThat(SuiteProcess.all()).hasSize(8)
			.extracting(SuiteProcess::name)
			.allSatisfy((name) -> assertThat(overlay.has("Deployment", name)).as(name).isTrue());
	}

	@ParameterizedTest
	@EnumSource
	void boundsEveryContainer(Overlay overlay) {
		assertThat(overlay.workloads())
			.allSatisfy((workload) -> assertThat(workload.containers()).isNotEmpty().allSatisfy((container) -> {
				for (String resource : List.of("cpu", "memory")) {
					assertThat(Tree.at(container, "resources.requests." + resource)).as(resource).isNotNull();
					assertThat(Tree.at(container, "resources.limits." + resource)).as(resource).isNotNull();
				}
			}));
		assertThat(overlay.all("Cluster"))
			.allSatisfy((postgres) -> assertThat(postgres.map("spec.resources.limits")).containsKeys("cpu", "memory"));
		assertThat(overlay.all("KafkaNodePool"))
			.allSatisfy((pool) -> assertThat(pool.map("spec.resources.limits")).containsKeys("cpu", "memory"));
	}

	@ParameterizedTest
	@EnumSource
	void givesEveryJvmWhatTheLauncherGives(Overlay overlay) {
		String common = SuiteProcess.launcherFlags();
		for (Workload workload : overlay.processes()) {
			Map<String, String> environment = workload.environment();
			assertThat(environment.get("JDK_JAVA_OPTIONS").split(" ")).as(workload.toString())
				.contains("-Xmx%dm".formatted(SuiteProcess.of(workload.name()).heapMiB()))
				.contains("-XX:MaxDirectMemorySize=64m");
			assertThat(environment.get("JAVA_TOOL_OPTIONS").split(" ")).hasSize(8)
				.allSatisfy((flag) -> assertThat(common).contains('"' + flag + '"'));
		}
	}

	@ParameterizedTest
	@EnumSource
	void leavesRoomForAllThatAJvmTakes(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			Map<String, String> environment = workload.environment();
			String flags = environment.get("JAVA_TOOL_OPTIONS") + " " + environment.get("JDK_JAVA_OPTIONS");
			int needed = megabytes(flags, "-Xmx(\\d+)m") + megabytes(flags, "MaxDirectMemorySize=(\\d+)m")
					+ megabytes(flags, "ReservedCodeCacheSize=(\\d+)m") + BESIDE_THE_HEAP;
			String limit = String.valueOf(Tree.at(workload.container(), "resources.limits.memory"));
			assertThat(megabytes(limit, "(\\d+)Mi")).as(workload.toString()).isGreaterThanOrEqualTo(needed);
			assertThat(Tree.at(workload.container(), "resources.requests.memory")).as("what is promised is there")
				.isEqualTo(limit);
		}
	}

	private static int megabytes(String text, String pattern) {
		return Pattern.compile(pattern)
			.matcher(text)
			.results()
			.mapToInt((match) -> Integer.parseInt(match.group(1)))
			.findFirst()
			.orElseThrow();
	}

	@ParameterizedTest
	@EnumSource
	void asksForHealthWhereItIsTold(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			SuiteProcess process = SuiteProcess.of(workload.name());
			assertThat(process.configuration()).containsEntry("management.endpoint.health.probes.enabled", true);
			for (String probe : PROBES) {
				Map<String, Object> request = Tree.map(Tree.at(workload.container(), probe + ".httpGet"));
				assertThat(HEALTH).as(workload + " " + probe).contains(String.valueOf(request.get("path")));
				assertThat(workload.ports()).containsEntry(String.valueOf(request.get("port")),
						process.managementPort());
			}
			assertThat(Tree.at(workload.container(), "readinessProbe.httpGet.path"))
				.isEqualTo("/actuator/health/readiness");
			assertThat(Tree.at(workload.container(), "livenessProbe.httpGet.path"))
				.isEqualTo("/actuator/health/liveness");
		}
	}

	@ParameterizedTest
	@EnumSource
	void namesEveryPort(Overlay overlay) {
		for (Workload workload : overlay.workloads()) {
			assertThat(workload.ports()).as(workload.toString()).isNotEmpty().doesNotContainKey("null");
		}
		for (Workload workload : overlay.processes()) {
			SuiteProcess process = SuiteProcess.of(workload.name());
			assertThat(workload.ports()).containsEntry("http", process.port());
			assertThat(new HashSet<>(workload.ports().values()))
				.isEqualTo(new HashSet<>(List.of(process.port(), process.managementPort())));
		}
	}

	@ParameterizedTest
	@EnumSource
	void everySelectorFindsWhatItIsMeantFor(Overlay overlay) {
		for (Workload workload : overlay.workloads()) {
			assertThat(overlay.selected(workload.manifest().map("spec.selector.matchLabels")))
				.containsExactly(workload.name());
			for (Map<String, Object> spread : Tree.maps(workload.pod().get("topologySpreadConstraints"))) {
				assertThat(overlay.selected(Tree.map(Tree.at(spread, "labelSelector.matchLabels"))))
					.containsExactly(workload.name());
			}
		}
		for (Manifest service : overlay.all("Service")) {
			String name = service.name().replace("-replicas", "");
			assertThat(overlay.selected(service.map("spec.selector"))).containsExactly(name);
			for (Map<String, Object> port : service.maps("spec.ports")) {
				assertThat(overlay.workload(name).ports()).as(service.toString())
					.containsKey(String.valueOf(port.get("targetPort")));
			}
		}
		for (Manifest budget : overlay.all("PodDisruptionBudget")) {
			assertThat(overlay.selected(budget.map("spec.selector.matchLabels"))).containsExactly(budget.name());
		}
		for (Manifest scaler : overlay.all("HorizontalPodAutoscaler")) {
			assertThat(overlay.has("Deployment", scaler.text("spec.scaleTargetRef.name"))).isTrue();
		}
	}

	/** The restricted profile of the Pod Security Standards, and somewhat more. */
	@ParameterizedTest
	@EnumSource
	void mayDoNothingThatItNeedNot(Overlay overlay) {
		assertThat(overlay.only("Namespace", "portfolio").labels()).containsEntry("pod-security.kubernetes.io/enforce",
				"restricted");
		for (Workload workload : overlay.workloads()) {
			Map<String, Object> pod = workload.pod();
			assertThat(pod.keySet()).as(workload.toString())
				.doesNotContain("hostNetwork", "hostPID", "hostIPC", "hostUsers");
			assertThat(Tree.at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
			assertThat((Integer) Tree.at(pod, "securityContext.runAsUser")).isGreaterThanOrEqualTo(10_000);
			assertThat(Tree.at(pod, "securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
			assertThat(Tree.maps(pod.get("volumes"))).allSatisfy(
					(volume) -> assertThat(volume.keySet()).isSubsetOf("name", "configMap", "secret", "emptyDir"));
			assertThat(workload.containers()).allSatisfy((container) -> {
				Map<String, Object> security = Tree.map(container.get("securityContext"));
				assertThat(security).containsEntry("allowPrivilegeEscalation", false)
					.containsEntry("readOnlyRootFilesystem", true)
					.containsEntry("capabilities", Map.of("drop", List.of("ALL")))
					.doesNotContainKey("privileged");
				assertThat(Tree.maps(container.get("ports"))).noneMatch((port) -> port.containsKey("hostPort"));
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void nobodyGetsATokenOfTheCluster(Overlay overlay) {
		for (Workload workload : overlay.workloads()) {
			assertThat(workload.pod()).as(workload.toString())
				.containsEntry("automountServiceAccountToken", false)
				.containsEntry("serviceAccountName", workload.name());
			assertThat(overlay.only("ServiceAccount", workload.name()).at("automountServiceAccountToken"))
				.isEqualTo(false);
		}
		assertThat(overlay.manifests()).extracting(Manifest::kind)
			.doesNotContain("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding");
	}

	@ParameterizedTest
	@EnumSource
	void knowsWhichVersionsItRuns(Overlay overlay) {
		assertThat(overlay.workloads()).allSatisfy((workload) -> assertThat(workload.containers())
			.allSatisfy((container) -> assertThat(container.get("image").toString())
				.matches(".+(:v?\\d+(\\.\\d+)+[\\w.-]*|@sha256:[0-9a-f]{64})")));
		assertThat(overlay.only("Cluster", "postgres").text("spec.imageName")).matches(".+:\\d+\\.\\d+");
		assertThat(overlay.only("Kafka", "kafka").text("spec.kafka.version")).matches("\\d+\\.\\d+\\.\\d+");
	}

	@ParameterizedTest
	@EnumSource
	void hasTheTimeToEndWell(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			Object phase = SuiteProcess.of(workload.name())
				.configuration()
				.get("spring.lifecycle.timeout-per-shutdown-phase");
			int seconds = SECONDS.matcher(String.valueOf(phase))
				.results()
				.map(MatchResult::group)
				.mapToInt((text) -> Integer.parseInt(text.replace("s", "")))
				.sum();
			Integer before = (Integer) Tree.at(workload.container(), "lifecycle.preStop.sleep.seconds");
			assertThat(before).isPositive();
			// requests, and whatever else waits
			assertThat((Integer) workload.pod().get("terminationGracePeriodSeconds"))
				.isGreaterThan(before + 2 * seconds);
			assertThat(workload.manifest().map("spec.strategy.rollingUpdate")).containsEntry("maxUnavailable", 0);
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyFileThatIsNamedIsMounted(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			List<String> mounts = Tree.maps(workload.container().get("volumeMounts"))
				.stream()
				.map((mount) -> mount.get("mountPath").toString())
				.toList();
			List<String> named = Pattern.compile("(/etc/portfolio/[a-z]+|/content)")
				.matcher(String.join(" ", workload.environment().values()))
				.results()
				.map(MatchResult::group)
				.distinct()
				.toList();
			assertThat(named).isNotEmpty()
				.allSatisfy((path) -> assertThat(mounts).as(workload + " " + path)
					.anyMatch((mount) -> mount.equals(path) || mount.startsWith(path + "/")));
			List<Object> volumes = Tree.maps(workload.pod().get("volumes"))
				.stream()
				.map((volume) -> volume.get("name"))
				.toList();
			assertThat(Tree.maps(workload.container().get("volumeMounts"))).extracting((mount) -> mount.get("name"))
				.containsExactlyInAnyOrderElementsOf(volumes.stream().filter(Objects::nonNull).toList());
		}
	}

}
