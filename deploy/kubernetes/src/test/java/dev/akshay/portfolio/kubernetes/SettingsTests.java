package dev.akshay.portfolio.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.Settings;
import dev.akshay.portfolio.kubernetes.suite.SuiteProcess;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What every process is told, held against what its code asks for. */
class SettingsTests {

	private static final Pattern SETTING = Pattern
		.compile("(?:settings\\.put\\(|setUnlessChosen\\(settings, )\"([A-Z0-9_]+)\"");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(portfolio[a-z.-]+)");

	private static final Pattern PROPERTY = Pattern.compile("\"name\":\\s*\"([\\w.-]+)\"");

	/** What the launcher sets because all of it shares one machine. */
	private static final Set<String> OF_ONE_MACHINE = Set.of("SERVERADDRESS", "SERVERPORT", "MANAGEMENTSERVERPORT",
			// a choice for measurements
			"PORTFOLIOLIMITSENABLED");

	/** Spring Boot says nothing of what stands below these. */
	private static final List<String> MAPS = List.of("spring.kafka.properties", "spring.mail.properties",
			"portfolio.services");

	@ParameterizedTest
	@EnumSource
	void nothingRunsWithWhatHoldsForOneMachine(Overlay overlay) {
		List<String> forgotten = new ArrayList<>();
		for (Workload workload : overlay.processes()) {
			SuiteProcess.of(workload.name()).configuration().forEach((name, value) -> {
				String text = String.valueOf(value);
				if ((text.contains("127.0.0.1") || text.contains("localhost")) && workload.setting(name).isEmpty()) {
					forgotten.add(workload + ": " + name);
				}
			});
			for (Settings settings : Settings.of(workload.name())) {
				settings.components().stream().filter(Settings.Component::isLocal).forEach((component) -> {
					String name = settings.prefix() + "." + component.name();
					if (workload.setting(name).isEmpty()) {
						forgotten.add(workload + ": " + name);
					}
				});
			}
			assertThat(workload.environment().values()).as(workload.toString())
				.noneMatch((value) -> value.contains("127.0.0.1") || value.contains("//localhost"));
		}
		assertThat(forgotten).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatHasNoDefaultIsSet(Overlay overlay) {
		List<String> forgotten = new ArrayList<>();
		for (Workload workload : overlay.processes()) {
			Map<String, Object> configuration = SuiteProcess.of(workload.name()).configuration();
			for (Settings settings : Settings.of(workload.name())) {
				for (Settings.Component component : settings.components()) {
					String name = settings.prefix() + "." + component.name();
					boolean written = configuration.keySet().stream().anyMatch((key) -> key.startsWith(name));
					if (component.isRequired() && !settings.conditional() && !written
							&& workload.setting(name).isEmpty()) {
						forgotten.add(workload + ": " + name);
					}
				}
			}
		}
		assertThat(forgotten).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void everyProcessIsToldWhatTheLauncherTellsIt(Overlay overlay) {
		Set<String> told = new TreeSet<>(SETTING.matcher(SuiteProcess.launcherSettings())
			.results()
			.map((match) -> match.group(1).replace("_", ""))
			.toList());
		assertThat(told).hasSizeGreaterThan(15).containsAll(OF_ONE_MACHINE);
		told.removeAll(OF_ONE_MACHINE);
		for (Workload workload : overlay.processes()) {
			Set<String> set = new TreeSet<>();
			workload.environment().keySet().forEach((name) -> set.add(name.replace("_", "")));
			Set<String> expected = new TreeSet<>(told);
			SuiteProcess process = SuiteProcess.of(workload.name());
			boolean gateway = process.name().equals("gateway");
			expected.removeIf((name) -> switch (name) {
				case "MANAGEMENTSERVERADDRESS", "PORTFOLIOOWNERFIRSTPASSWORDFILE", "PORTFOLIOOWNERMACHINESECRET" ->
					!gateway;
				case "PORTFOLIOCONTENTLOCATION" ->
					!Set.of("profile-service", "projects-service", "insights-service").contains(process.name());
				default -> (name.startsWith("SPRINGR2DBC") && process.database().isEmpty())
						// the gateway migrates by itself, with what R2DBC is told
						|| (name.startsWith("SPRINGFLYWAY") && (process.database().isEmpty() || gateway));
			});
			assertThat(set).as(workload.toString()).containsAll(expected);
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyDatabaseIsItsOwners(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			SuiteProcess process = SuiteProcess.of(workload.name());
			process.database().ifPresent((database) -> {
				assertThat(workload.setting("spring.r2dbc.url")).get()
					.asString()
					.startsWith("r2dbc:postgresql://postgres-rw:5432/" + database + "?");
				assertThat(overlay.only("Database", database).at("spec.owner")).isEqualTo(database);
				assertThat(overlay.only("Cluster", "postgres").maps("spec.managed.roles"))
					.extracting((role) -> role.get("name"))
					.contains(database);
			});
			assertThat(process.database().isPresent()).isEqualTo(workload.setting("spring.r2dbc.url").isPresent());
		}
		assertThat(overlay.only("Cluster", "postgres").at("spec.postgresql.pg_hba"))
			.isEqualTo(List.of("hostssl sameuser all all scram-sha-256", "host all all all reject"));
	}

	@ParameterizedTest
	@EnumSource
	void everyProcessIsAUserOfKafka(Overlay overlay) {
		for (Workload workload : overlay.processes()) {
			assertThat(overlay.has("KafkaUser", workload.name())).as(workload.toString()).isTrue();
			assertThat(workload.setting("spring.kafka.properties.sasl.jaas.config")).contains(Workload.SECRET);
		}
	}

	@ParameterizedTest
	@EnumSource
	void everyProcessTellsTheVersionOfItsImage(Overlay overlay) {
		assertThat(overlay.processes())
			.allSatisfy((workload) -> assertThat(workload.setting("portfolio.version")).hasValueSatisfying(
					(version) -> assertThat(workload.container().get("image").toString()).endsWith(":" + version)));
	}

	/** A name with a mistake in it would do nothing, and nobody would say so. */
	@ParameterizedTest
	@EnumSource
	void somebodyReadsWhateverIsSaid(Overlay overlay) throws IOException {
		Set<String> known = variables(springProperties());
		List<String> unread = new ArrayList<>();
		for (Workload workload : overlay.processes()) {
			Set<String> ours = new TreeSet<>();
			for (String process : SuiteProcess.all().stream().map(SuiteProcess::name).toList()) {
				PLACEHOLDER.matcher(SuiteProcess.of(process).configuration().values().toString())
					.results()
					.forEach((placeholder) -> ours.add(placeholder.group(1)));
				Settings.of(process)
					.forEach((settings) -> settings.components()
						.forEach((component) -> ours.add(settings.prefix() + "." + component.name())));
			}
			Set<String> readable = variables(ours);
			workload.environment()
				.keySet()
				.stream()
				.filter((name) -> !name.matches("JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"))
				.forEach((name) -> {
					boolean map = variables(Set.copyOf(MAPS)).stream()
						.anyMatch((start) -> name.replace("_", "").startsWith(start));
					if (!map && !(name.startsWith("PORTFOLIO_") ? readable : known).contains(name.replace("_", ""))) {
						unread.add(workload + ": " + name);
					}
				});
		}
		assertThat(unread).isEmpty();
	}

	@Test
	void findsWhatThereIsToFind() throws IOException {
		assertThat(springProperties())
			.contains("server.netty.max-keep-alive-requests", "spring.main.cloud-platform", "spring.r2dbc.url",
					"management.server.address", "spring.mail.host")
			.doesNotContain("server.netty.max-keepalive");
		assertThat(Settings.of("notifier")).filteredOn((settings) -> settings.prefix().equals("portfolio.mail"))
			.singleElement()
			.satisfies((settings) -> assertThat(settings.components()).filteredOn(Settings.Component::isRequired)
				.extracting(Settings.Component::name)
				.containsExactly("from", "to"));
		assertThat(Settings.of("website")).flatExtracting(Settings::components)
			.filteredOn(Settings.Component::isLocal)
			.extracting(Settings.Component::name)
			.contains("url");
	}

	private static Set<String> variables(Set<String> properties) {
		Set<String> variables = new TreeSet<>();
		properties.forEach((property) -> variables.add(property.replaceAll("[.-]", "").toUpperCase(Locale.ROOT)));
		return variables;
	}

	/** All that Spring Boot's own libraries say they read. */
	private static Set<String> springProperties() throws IOException {
		Set<String> properties = new TreeSet<>();
		for (URL url : Collections
			.list(SettingsTests.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream metadata = url.openStream()) {
				PROPERTY.matcher(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
					.results()
					.map((MatchResult match) -> match.group(1))
					.forEach(properties::add);
			}
		}
		return properties;
	}

}
