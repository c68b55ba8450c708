package dev.akshay.portfolio.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.Settings;
import dev.akshay.portfolio.kubernetes.suite.SuiteProcess;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How many there are of everything, and that the numbers fit together. */
class ScaleTests {

	/** One that listens for notifications, and one that migrates at the start. */
	private static final int BESIDE_THE_POOL = 2;

	/** What CloudNativePG and replicas take for themselves. */
	private static final int OF_THE_OPERATOR = 20;

	@ParameterizedTest
	@EnumSource
	void oneThingAloneSaysHowManyThereAre(Overlay overlay) {
		for (Workload workload : overlay.workloads()) {
			Optional<Manifest> scaler = workload.autoscaler();
			assertThat(workload.manifest().at("spec.replicas") == null).as(workload.toString())
				.isEqualTo(scaler.isPresent());
			assertThat(workload.most()).isGreaterThanOrEqualTo(workload.fewest());
			scaler.ifPresent((found) -> assertThat(Tree.at(workload.container(), "resources.requests.cpu"))
				.as("what its load is a part of")
				.isNotNull());
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatThereAreSeveralOfIsNeverAwayAsAWhole(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			boolean several = workload.fewest() > 1;
			assertThat(overlay.has("PodDisruptionBudget", workload.name())).as(workload.toString()).isEqualTo(several);
			if (several) {
				Integer least = (Integer) overlay.only("PodDisruptionBudget", workload.name()).at("spec.minAvailable");
				assertThat(least).as("a node can still be drained").isBetween(1, workload.fewest() - 1);
				assertThat(Tree.maps(workload.pod().get("topologySpreadConstraints")))
					.extracting((spread) -> spread.get("topologyKey"))
					.containsExactlyInAnyOrder("kubernetes.io/hostname", "topology.kubernetes.io/zone");
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void theDatabaseHasConnectionsForAllOfThem(Overlay overlay) {
		int needed = OF_THE_OPERATOR;
		for (Workload workload : overlay.processes()) {
			SuiteProcess process = SuiteProcess.of(workload.name());
			if (process.database().isPresent()) {
				Map<String, Object> configuration = process.configuration();
				Integer pool = (Integer) configuration.get("spring.r2dbc.pool.max-size");
				Integer surge = (Integer) workload.manifest().at("spec.strategy.rollingUpdate.maxSurge");
				needed += (workload.most() + surge) * (pool + BESIDE_THE_POOL);
			}
		}
		String most = overlay.only("Cluster", "postgres")
			.map("spec.postgresql.parameters")
			.get("max_connections")
			.toString();
		assertThat(Integer.parseInt(most)).isGreaterThanOrEqualTo(needed);
	}

	@ParameterizedTest
	@EnumSource
	void kafkaKeepsWhatItIsTold(Overlay overlay) {
		Integer nodes = (Integer) overlay.only("KafkaNodePool", "node").at("spec.replicas");
		Map<String, Object> config = overlay.only("Kafka", "kafka").map("spec.kafka.config");
		Integer replication = (Integer) config.get("default.replication.factor");
		assertThat(replication).isEqualTo(nodes);
		for (String name : List.of("offsets.topic.replication.factor", "transaction.state.log.replication.factor",
				"share.coordinator.state.topic.replication.factor")) {
			assertThat(config).containsEntry(name, replication);
		}
		Integer inSync = (Integer) config.get("min.insync.replicas");
		assertThat(inSync).as("one may be away").isEqualTo(Math.max(1, replication - 1));
		assertThat(config).containsEntry("auto.create.topics.enable", false);
		for (Workload workload : overlay.processes()) {
			assertThat(workload.setting("portfolio.messaging.topics.replication")).contains(replication.toString());
		}
	}

	@ParameterizedTest
	@EnumSource
	void nobodyWaitsForAPartitionOfItsOwn(Overlay overlay) {
		Workload notifier = overlay.workload("notifier");
		// topics are made by who owns them, not by the broker, and in as many parts as
		// this says
		String parts = notifier.setting("portfolio.messaging.topics.partitions").orElseGet(ScaleTests::parts);
		assertThat(notifier.most()).isLessThanOrEqualTo(Integer.parseInt(parts));
		for (Workload workload : overlay.processes()) {
			assertThat(workload.setting("portfolio.messaging.topics.partitions")).as(workload.toString())
				.isEqualTo(notifier.setting("portfolio.messaging.topics.partitions"));
		}
	}

	/** In how many parts a topic is made where nobody says otherwise. */
	private static String parts() {
		return Settings.of("notifier")
			.stream()
			.filter((settings) -> settings.prefix().equals("portfolio.messaging.topics"))
			.flatMap((settings) -> settings.components().stream())
			.filter((component) -> component.name().equals("partitions"))
			.map((component) -> component.text().replaceAll("\\D+", ""))
			.findFirst()
			.orElseThrow();
	}

}
