package dev.akshay.portfolio.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.manifest.Tree;
import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.Repository;
import dev.akshay.portfolio.kubernetes.suite.SuiteProcess;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may talk to whom: those who do, by the code, and nobody else. */
class NetworkTests {

	private static final Pattern ADDRESS = Pattern.compile("\"http://([a-z]+(?:-service)?)(?=[/\"])");

	private static final Pattern SERVICE = Pattern.compile("String SERVICE = \"([a-z-]+)\"");

	/** Named by the kind of content that it keeps, in the code of package archive. */
	private static final Map<String, Set<String>> BY_KIND = Map.of("profile-service",
			Set.of("projects-service", "insights-service"));

	/** Both at once: a Prometheus, and in a namespace that somebody has labelled. */
	private static final Map<String, Object> SCRAPER = Map.of("namespaceSelector",
			Map.of("matchLabels", Map.of("portfolio/monitoring", "true")), "podSelector",
			Map.of("matchLabels", Map.of("app.kubernetes.io/name", "prometheus")));

	@ParameterizedTest
	@EnumSource
	void nothingIsAllowedUnlessItIsSaid(Overlay overlay) {
		Manifest nothing = overlay.only("NetworkPolicy", "nothing");
		assertThat(nothing.at("spec.podSelector")).isEqualTo(Map.of());
		assertThat(nothing.at("spec.policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
		assertThat(nothing.map("spec")).doesNotContainKeys("ingress", "egress");
	}

	@ParameterizedTest
	@EnumSource
	void exactlyThoseTalkWhoDo(Overlay overlay) {
		Set<String> expected = new TreeSet<>(flowsOfTheCode());
		if (overlay.has("Deployment", "mail")) {
			expected.add("notifier → mail");
		}
		assertThat(flows(overlay, "egress")).as("outgoing").isEqualTo(expected);
		assertThat(flows(overlay, "ingress")).as("incoming").isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void everyPolicyNamesPortsThatAreThere(Overlay overlay) {
		for (Manifest policy : overlay.all("NetworkPolicy")) {
			if (!policy.map("spec.podSelector").isEmpty()) {
				for (String name : overlay.matched(policy.map("spec.podSelector"))) {
					assertThat(ports(policy.maps("spec.ingress"))).as(policy.toString())
						.isSubsetOf(overlay.workload(name).ports().values());
				}
			}
			for (Map<String, Object> rule : policy.maps("spec.egress")) {
				for (String name : selected(overlay, rule, "to")) {
					assertThat(overlay.workload(name).ports().values()).as(policy.toString())
						.containsAll(ports(List.of(rule)));
				}
			}
		}
	}

	/**
	 * But for the gateway's health, which the node asks for, and a page for reading
	 * mails. Who asks for metrics stands for itself.
	 */
	@ParameterizedTest
	@EnumSource
	void everyPortIsCoveredByAPolicy(Overlay overlay) {
		for (Workload workload : overlay.workloads()) {
			Set<Integer> reachable = new TreeSet<>();
			for (Manifest policy : overlay.all("NetworkPolicy")) {
				if (!policy.map("spec.podSelector").isEmpty()
						&& overlay.matched(policy.map("spec.podSelector")).contains(workload.name())) {
					reachable.addAll(
							ports(policy.maps("spec.ingress").stream().filter((rule) -> !isForMetrics(rule)).toList()));
				}
			}
			Map<String, Integer> expected = new HashMap<>(workload.ports());
			switch (workload.name()) {
				case "gateway" -> expected.remove("management");
				case "mail" -> expected.remove("http");
				// it asks and is not asked
				case "notifier" -> expected.clear();
				default -> {
				}
			}
			assertThat(reachable).as(workload.toString()).isEqualTo(new TreeSet<>(expected.values()));
		}
	}

	/** On one machine to try it on there is nobody who would ask. */
	@ParameterizedTest
	@EnumSource
	void metricsAreForWhomALabelLetsInAndWithThemNothingElse(Overlay overlay) {
		Map<String, Set<Integer>> open = new TreeMap<>();
		for (Manifest policy : overlay.all("NetworkPolicy")) {
			for (Map<String, Object> rule : policy.maps("spec.ingress")) {
				if (isForMetrics(rule)) {
					assertThat(Tree.maps(rule.get("from"))).as(policy.toString()).containsExactly(SCRAPER);
					assertThat(policy.map("spec.podSelector")).as(policy.toString()).isNotEmpty();
					overlay.matched(policy.map("spec.podSelector"))
						.forEach((name) -> open.computeIfAbsent(name, (_) -> new TreeSet<>())
							.addAll(ports(List.of(rule))));
				}
			}
		}
		Map<String, Set<Integer>> expected = new TreeMap<>();
		if (overlay == Overlay.PRODUCTION) {
			SuiteProcess.all().forEach((process) -> expected.put(process.name(), Set.of(process.managementPort())));
		}
		assertThat(open).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void dataStoresAreAskedOnTheirPorts(Overlay overlay) {
		Object kafka = overlay.only("Kafka", "kafka").maps("spec.kafka.listeners").getFirst().get("port");
		Map<String, Object> ports = Map.of("postgres", 5432, "kafka", kafka);
		for (Manifest policy : overlay.all("NetworkPolicy")) {
			if (overlay.processes().stream().anyMatch((process) -> process.name().equals(policy.name()))) {
				for (Map<String, Object> rule : policy.maps("spec.egress")) {
					for (Map<String, Object> peer : Tree.maps(rule.get("to"))) {
						store(Tree.map(Tree.at(peer, "podSelector.matchLabels")))
							.forEach((store) -> assertThat(ports(List.of(rule))).as(policy + " to " + store)
								.isEqualTo(Set.of(ports.get(store))));
					}
				}
			}
			for (String store : store(policy.map("spec.podSelector.matchLabels"))) {
				assertThat(policy.maps("spec.ingress")).filteredOn((rule) -> !selected(overlay, rule, "from").isEmpty())
					.isNotEmpty()
					.allSatisfy((rule) -> assertThat(ports(List.of(rule))).isEqualTo(Set.of(ports.get(store))));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyServiceIsCalledAsTheCodeCallsIt(Overlay overlay) {
		Set<String> called = flowsOfTheCode().stream()
			.map((flow) -> flow.substring(flow.indexOf("→") + 2))
			.filter((name) -> SuiteProcess.all().stream().anyMatch((process) -> process.name().equals(name)))
			.collect(Collectors.toSet());
		assertThat(called).hasSize(7).allSatisfy((name) -> {
			Manifest service = overlay.only("Service", name);
			// the code names no port
			assertThat(service.maps("spec.ports")).extracting((port) -> port.get("port")).containsExactly(80);
		});
		Manifest route = overlay.only("HTTPRoute", "portfolio");
		assertThat(route.maps("spec.rules")).hasSize(1);
		Map<String, Object> target = Tree.maps(route.maps("spec.rules").getFirst().get("backendRefs")).getFirst();
		assertThat(target).isEqualTo(Map.of("name", "gateway", "port", 80));
	}

	/** Its name leads to the replicas themselves, so to the port they listen on. */
	@ParameterizedTest
	@EnumSource
	void labsStayAtOneReplicaOfTheGateway(Overlay overlay) {
		Manifest replicas = overlay.only("Service", "gateway-replicas");
		assertThat(replicas.text("spec.clusterIP")).isEqualTo("None");
		int port = SuiteProcess.of("gateway").port();
		assertThat(replicas.maps("spec.ports")).extracting((listed) -> listed.get("port")).containsExactly(port);
		assertThat(overlay.workload("insights-service").setting("portfolio.services.gateway"))
			.contains("http://gateway-replicas:" + port);
	}

	@ParameterizedTest
	@EnumSource
	void theOutsideComesInByTheDoorAlone(Overlay overlay) {
		for (Manifest policy : overlay.all("NetworkPolicy")) {
			for (Map<String, Object> rule : policy.maps("spec.ingress")) {
				assertThat(Tree.maps(rule.get("from"))).as(policy + " lets in whom it names").isNotEmpty();
				boolean fromElsewhere = Tree.maps(rule.get("from"))
					.stream()
					.anyMatch((peer) -> peer.containsKey("namespaceSelector") || peer.containsKey("ipBlock"));
				// operators look after what is theirs, and metrics are asked for
				boolean expected = Set.of("door", "postgres", "kafka").contains(policy.name()) || isForMetrics(rule);
				assertThat(fromElsewhere && !expected).as(policy.toString()).isFalse();
			}
		}
		Manifest door = overlay.only("NetworkPolicy", "door");
		assertThat(door.at("spec.podSelector.matchLabels")).isEqualTo(Map.of("app.kubernetes.io/name", "gateway"));
		assertThat(ports(door.maps("spec.ingress"))).containsExactly(SuiteProcess.of("gateway").port());
	}

	@ParameterizedTest
	@EnumSource
	void theDoorIsTheSitesOwn(Overlay overlay) {
		assertThat(overlay.only("Gateway", "portfolio").text("spec.gatewayClassName")).isNotEqualTo("none");
		String site = overlay.workload("website").setting("portfolio.site.url").orElseThrow();
		assertThat(site).startsWith("https://");
		for (Manifest route : overlay.all("HTTPRoute")) {
			assertThat(route.at("spec.hostnames")).isEqualTo(List.of(site.replace("https://", "")));
			assertThat(route.maps("spec.parentRefs")).extracting((parent) -> parent.get("name"))
				.containsExactly("portfolio");
		}
	}

	/** Who asks whom, by what the code and its configuration say. */
	private static Set<String> flowsOfTheCode() {
		Set<String> flows = new TreeSet<>();
		for (SuiteProcess process : SuiteProcess.all()) {
			Set<String> asked = new TreeSet<>(BY_KIND.getOrDefault(process.name(), Set.of()));
			process.code().map(Repository::read).forEach((text) -> {
				ADDRESS.matcher(text).results().map((match) -> match.group(1)).forEach(asked::add);
				if (text.contains("\"http://\" + SERVICE")) {
					SERVICE.matcher(text).results().map((match) -> match.group(1)).forEach(asked::add);
				}
			});
			Map<String, Object> configuration = process.configuration();
			configuration.forEach((name, value) -> {
				if (name.startsWith("portfolio.gateway.routes.") && name.endsWith(".uri")) {
					asked.add(value.toString().replace("http://", ""));
				}
			});
			if (Boolean.TRUE.equals(configuration.get("portfolio.owner.enabled"))) {
				// the keys that tokens are signed with
				asked.add("gateway");
			}
			// spans of every process, and events
			asked.addAll(List.of("observatory", "kafka"));
			process.database().ifPresent((_) -> asked.add("postgres"));
			asked.forEach((other) -> flows.add(process.name() + " → " + other));
		}
		return flows;
	}

	private static Set<String> flows(Overlay overlay, String direction) {
		boolean outgoing = direction.equals("egress");
		Set<String> flows = new TreeSet<>();
		for (Manifest policy : overlay.all("NetworkPolicy")) {
			Map<String, Object> selector = policy.map("spec.podSelector");
			if (selector.isEmpty()) {
				continue;
			}
			for (Map<String, Object> rule : policy.maps("spec." + direction)) {
				for (String one : members(overlay, selector)) {
					for (String other : selected(overlay, rule, outgoing ? "to" : "from", NetworkTests::store)) {
						flows.add(outgoing ? one + " → " + other : other + " → " + one);
					}
				}
			}
		}
		flows.removeIf((flow) -> flow.matches("(kafka|postgres) → .*"));
		return flows;
	}

	private static boolean isForMetrics(Map<String, Object> rule) {
		return Tree.maps(rule.get("from"))
			.stream()
			.anyMatch((peer) -> Tree.at(peer, "namespaceSelector.matchLabels.portfolio/monitoring") != null);
	}

	private static List<String> selected(Overlay overlay, Map<String, Object> rule, String side) {
		return selected(overlay, rule, side, (_) -> List.of());
	}

	private static List<String> selected(Overlay overlay, Map<String, Object> rule, String side,
			Function<Map<String, Object>, List<String>> others) {
		List<String> all = new ArrayList<>();
		for (Map<String, Object> peer : Tree.maps(rule.get(side))) {
			Map<String, Object> labels = Tree.map(Tree.at(peer, "podSelector.matchLabels"));
			if (!peer.containsKey("namespaceSelector") && !labels.isEmpty()) {
				all.addAll(overlay.selected(labels));
				all.addAll(others.apply(labels));
			}
		}
		return all;
	}

	private static List<String> members(Overlay overlay, Map<String, Object> selector) {
		List<String> all = new ArrayList<>(overlay.matched(selector));
		all.addAll(store(Tree.map(selector.get("matchLabels"))));
		return all;
	}

	/** What an operator runs. */
	private static List<String> store(Map<String, Object> labels) {
		if ("postgres".equals(labels.get("cnpg.io/cluster"))) {
			return List.of("postgres");
		}
		return "kafka-kafka".equals(labels.get("strimzi.io/name")) ? List.of("kafka") : List.of();
	}

	private static Set<Integer> ports(List<Map<String, Object>> rules) {
		return rules.stream()
			.flatMap((rule) -> Tree.maps(rule.get("ports")).stream())
			.map((port) -> (Integer) port.get("port"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@ParameterizedTest
	@EnumSource
	void theRepositoryIsRead(Overlay overlay) {
		assertThat(Path.of("overlays")).exists();
		assertThat(flowsOfTheCode()).contains("website → contact-service", "insights-service → gateway",
				"notifier → contact-service", "gateway → observatory", "contact-service → postgres");
		assertThat(overlay.processes()).hasSize(8);
	}

}
