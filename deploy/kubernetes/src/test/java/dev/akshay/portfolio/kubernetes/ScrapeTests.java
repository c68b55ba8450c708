package dev.akshay.portfolio.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.ScrapeConfig;
import dev.akshay.portfolio.kubernetes.suite.SuiteProcess;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a Prometheus in the cluster asks for metrics, by the pods that there are. */
class ScrapeTests {

	private static final ScrapeConfig scrape = ScrapeConfig.only("deploy/monitoring/kubernetes.yaml");

	@ParameterizedTest
	@EnumSource
	void everyPodIsAskedOnceAndWhereItTells(Overlay overlay) {
		List<Map<String, String>> targets = new ArrayList<>();
		for (Workload workload : overlay.workloads()) {
			for (int replica = 0; replica < workload.fewest(); replica++) {
				String pod = workload.name() + "-" + replica;
				workload.ports()
					.forEach((port, number) -> scrape
						.target(ScrapeConfig.discovered(workload.podLabels(), pod, port, number))
						.ifPresent(targets::add));
			}
		}
		List<Map<String, String>> expected = new ArrayList<>();
		for (SuiteProcess process : SuiteProcess.all()) {
			for (int replica = 0; replica < overlay.workload(process.name()).fewest(); replica++) {
				expected.add(Map.of("__address__", "10.0.0.1:" + process.managementPort(), "job", "portfolio",
						"process", process.name(), "instance", process.name() + "-" + replica));
			}
		}
		assertThat(targets).containsExactlyInAnyOrderElementsOf(expected);
	}

	@ParameterizedTest
	@EnumSource
	void podsAreLookedForWhereTheyAre(Overlay overlay) {
		assertThat(Tree.maps(scrape.tree().get("kubernetes_sd_configs"))).singleElement().satisfies((discovery) -> {
			assertThat(discovery).containsOnlyKeys("role", "namespaces").containsEntry("role", "pod");
			assertThat(Tree.list(Tree.at(discovery, "namespaces.names"))).singleElement()
				.satisfies((namespace) -> assertThat(overlay.workloads())
					.extracting((workload) -> workload.manifest().text("metadata.namespace"))
					.containsOnly(namespace.toString()));
		});
		assertThat(scrape.tree()).containsEntry("metrics_path", "/actuator/prometheus");
	}

	/** Operators hand on labels of the resources from which they make pods. */
	@Test
	void whatIsNoProcessOfTheSuiteIsNotAsked() {
		Map<String, Object> inherited = Map.of("app.kubernetes.io/part-of", "portfolio", "app.kubernetes.io/name",
				"kafka");
		assertThat(scrape.target(ScrapeConfig.discovered(inherited, "kafka-node-0", "http", 8080))).isEmpty();
		Map<String, Object> foreign = Map.of("app.kubernetes.io/name", "website");
		assertThat(scrape.target(ScrapeConfig.discovered(foreign, "website-0", "http", 8080))).isEmpty();
	}

}
