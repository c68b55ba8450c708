package dev.akshay.portfolio.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.schema.CloudNativePgValidator;
import dev.akshay.portfolio.kubernetes.schema.StructureValidator;
import dev.akshay.portfolio.kubernetes.schema.ValueValidator;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kubernetes and its operators take what they are given, as far as this can be told
 * without them.
 */
class SchemaTests {

	@ParameterizedTest
	@EnumSource
	void nobodyFindsAMistake(Overlay overlay) {
		List<String> faults = new ArrayList<>();
		for (Manifest manifest : overlay.manifests()) {
			if (StructureValidator.isResponsibleFor(manifest)) {
				StructureValidator.fault(manifest).ifPresent((fault) -> faults.add(manifest + ": " + fault));
			}
			if (CloudNativePgValidator.isResponsibleFor(manifest)) {
				CloudNativePgValidator.fault(manifest).ifPresent((fault) -> faults.add(manifest + ": " + fault));
			}
			else {
				ValueValidator.fault(manifest).ifPresent((fault) -> faults.add(manifest + ": " + fault));
			}
		}
		assertThat(faults).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatKubernetesDefinesIsLookedAtTwice(Overlay overlay) {
		assertThat(overlay.manifests()).filteredOn(StructureValidator::isResponsibleFor)
			.hasSizeGreaterThan(40)
			.allMatch(ValueValidator::isResponsibleFor);
		assertThat(overlay.manifests()).filteredOn(CloudNativePgValidator::isResponsibleFor)
			.hasSizeGreaterThanOrEqualTo(6);
	}

	@ParameterizedTest
	@EnumSource
	void eachFindsWhatTheOtherDoesNot(Mistake mistake) {
		Manifest original = Overlay.PRODUCTION.only(mistake.kind, mistake.name);
		Manifest broken = new Manifest(Tree.map(Tree.copy(original.tree())));
		mistake.made.accept(broken);
		assertThat(broken).isNotEqualTo(original);
		assertThat(StructureValidator.fault(broken).isPresent()).as("structure").isEqualTo(mistake.structure);
		assertThat(ValueValidator.fault(broken).isPresent()).as("values").isEqualTo(mistake.values);
	}

	@ParameterizedTest
	@EnumSource
	void mistakesInOperatorsResourcesAreFound(OperatorMistake mistake) {
		Manifest broken = new Manifest(Tree.map(Tree.copy(Overlay.PRODUCTION.only(mistake.kind, mistake.name).tree())));
		mistake.made.accept(broken);
		assertThat(CloudNativePgValidator.isResponsibleFor(broken) ? CloudNativePgValidator.fault(broken)
				: ValueValidator.fault(broken))
			.isPresent();
	}

	private static Map<String, Object> container(Manifest deployment) {
		return deployment.maps("spec.template.spec.containers").getFirst();
	}

	enum Mistake {

		UNKNOWN_FIELD("Deployment", "gateway", true, true,
				(deployment) -> container(deployment).put("resource", Map.of())),
		UNKNOWN_FIELD_OF_AN_AUTOSCALER("HorizontalPodAutoscaler", "gateway", true, true,
				(scaler) -> scaler.map("spec").put("maxReplica", 3)),
		MISSING_SELECTOR("Deployment", "gateway", true, false,
				(deployment) -> deployment.map("spec").remove("selector")),
		MISSING_MAXIMUM("HorizontalPodAutoscaler", "gateway", true, false,
				(scaler) -> scaler.map("spec").remove("maxReplicas")),
		REMOVED_API("PodDisruptionBudget", "gateway", true, true,
				(budget) -> budget.tree().put("apiVersion", "policy/v1beta1")),
		PORT_IN_QUOTES("Deployment", "website", false, true,
				(deployment) -> Tree.maps(container(deployment).get("ports")).getFirst().put("containerPort", "8080")),
		VALUE_WITHOUT_QUOTES("Deployment", "website", false, true,
				(deployment) -> Tree.maps(container(deployment).get("env")).getFirst().put("value", 1)),
		NUMBER_IN_A_CONFIG_MAP("ConfigMap", "content-profile", false, true,
				(map) -> map.map("data").put("profile.yaml", 1)),
		AMOUNT_THAT_IS_NONE("Deployment", "website", false, true,
				(deployment) -> Tree.map(Tree.at(container(deployment), "resources.limits")).put("memory", "12Qx"));

		private final String kind;

		private final String name;

		private final boolean structure;

		private final boolean values;

		private final Consumer<Manifest> made;

		Mistake(String kind, String name, boolean structure, boolean values, Consumer<Manifest> made) {
			this.kind = kind;
			this.name = name;
			this.structure = structure;
			this.values = values;
			this.made = made;
		}

	}

	enum OperatorMistake {

		OLD_API("Kafka", "kafka", (kafka) -> kafka.tree().put("apiVersion", "kafka.strimzi.io/v1beta2")),
		UNKNOWN_FIELD_OF_A_LISTENER("Kafka", "kafka",
				(kafka) -> kafka.maps("spec.kafka.listeners").getFirst().put("ssl", true)),
		NODES_IN_QUOTES("KafkaNodePool", "node", (pool) -> pool.map("spec").put("replicas", "3")),
		UNKNOWN_FIELD_OF_A_ROUTE("HTTPRoute", "portfolio", (route) -> route.map("spec").put("hostname", "a")),
		PORT_OF_A_ROUTE_IN_QUOTES("Gateway", "portfolio",
				(gateway) -> gateway.maps("spec.listeners").getFirst().put("port", "443")),
		UNKNOWN_FIELD_OF_POSTGRESQL("Cluster", "postgres", (postgres) -> postgres.map("spec").put("replicas", 3)),
		PARAMETER_WITHOUT_QUOTES("Cluster", "postgres",
				(postgres) -> postgres.map("spec.postgresql.parameters").put("max_connections", 300)),
		DATABASE_OF_NOBODY("Database", "profile", (database) -> database.map("spec").remove("owner"));

		private final String kind;

		private final String name;

		private final Consumer<Manifest> made;

		OperatorMistake(String kind, String name, Consumer<Manifest> made) {
			this.kind = kind;
			this.name = name;
			this.made = made;
		}

	}

}
