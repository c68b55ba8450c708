package dev.akshay.portfolio.kubernetes.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.user.KafkaUser;

/**
 * The models of another client, Fabric8's, with Strimzi's and the Gateway API's beside
 * them, read to the letter: every value has to be of the very type that its field has,
 * and every amount one that can be computed. That a field is missing it does not see.
 */
public final class ValueValidator {

	private static final Map<String, Class<?>> MODELS = Map.ofEntries(Map.entry("v1 ConfigMap", ConfigMap.class),
			Map.entry("v1 Namespace", Namespace.class), Map.entry("v1 Service", Service.class),
			Map.entry("v1 ServiceAccount", ServiceAccount.class), Map.entry("apps/v1 Deployment", Deployment.class),
			Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
			Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
			Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
			Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
			Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
			Map.entry("kafka.strimzi.io/v1 Kafka", Kafka.class),
			Map.entry("kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class),
			Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class));

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.withCoercionConfig(LogicalType.Integer,
				(whole) -> whole.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
		.withCoercionConfig(LogicalType.Boolean,
				(choice) -> choice.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
		.withCoercionConfig(LogicalType.Textual,
				(text) -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
					.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
		.annotationIntrospector(new JacksonAnnotationIntrospector() {

			// where what is unknown would be kept
			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}

		})
		.build();

	private ValueValidator() {
	}

	/**
	 * Whether there is a model of such a thing.
	 * @param manifest an object
	 * @return whether this validator knows it
	 */
	public static boolean isResponsibleFor(Manifest manifest) {
		return MODELS.containsKey(manifest.apiVersion() + " " + manifest.kind());
	}

	/**
	 * Looks for mistakes.
	 * @param manifest an object
	 * @return what is wrong with it, if it finds something
	 */
	public static Optional<String> fault(Manifest manifest) {
		Class<?> model = MODELS.get(manifest.apiVersion() + " " + manifest.kind());
		if (model == null) {
			return Optional.of("there is no %s %s".formatted(manifest.apiVersion(), manifest.kind()));
		}
		try {
			STRICT.convertValue(manifest.tree(), model);
			amounts(manifest).forEach((amount) -> Quantity.parse(amount).getNumericalAmount());
			return Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.of(String.valueOf(ex.getMessage()));
		}
	}

	private static List<String> amounts(Manifest manifest) {
		List<String> amounts = new ArrayList<>();
		Tree.visit(manifest.tree(), (name, value) -> {
			switch (name) {
				case "requests", "limits" ->
					Tree.map(value).values().forEach((amount) -> amounts.add(amount.toString()));
				case "sizeLimit", "size" -> amounts.add(value.toString());
				default -> {
				}
			}
		});
		return amounts;
	}

}
