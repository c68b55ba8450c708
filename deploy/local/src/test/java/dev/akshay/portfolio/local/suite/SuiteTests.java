package dev.akshay.portfolio.local.suite;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.process.ProcessSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

class SuiteTests {

	@TempDir
	private Path directory;

	@Test
	void everyProcessHasItsOwnAddress() {
		assertThat(processes(Map.of(), true, Map.of())).hasSize(11)
			.extracting(ProcessSpec::url)
			.doesNotHaveDuplicates();
	}

	@Test
	void gatewayAndWebsiteKnowAllReplicas() {
		List<ProcessSpec> all = processes(Map.of("projects-service", 3), true, Map.of());
		List<String> urls = all.stream()
			.filter((spec) -> spec.name().equals("projects-service"))
			.map(ProcessSpec::url)
			.toList();
		assertThat(urls).hasSize(3);
		assertThat(List.of(find(all, "gateway"), find(all, "website")))
			.allSatisfy((spec) -> assertThat(spec.environment()).containsEntry("PORTFOLIO_SERVICES_PROJECTSSERVICE",
					String.join(",", urls)));
	}

	@Test
	void actuatorIsNotOnThePublicPort() {
		ProcessSpec gateway = find(processes(Map.of(), true, Map.of()), "gateway");
		assertThat(gateway.environment()).containsKey("MANAGEMENT_SERVER_PORT");
		assertThat(gateway.environment().get("MANAGEMENT_SERVER_PORT"))
			.isNotEqualTo(gateway.environment().get("SERVER_PORT"));
		assertThat(gateway.managementUrl()).isNotEqualTo(gateway.url());
	}

	@Test
	void servicesGetADatabaseEach() {
		List<ProcessSpec> all = processes(Map.of(), true, Map.of());
		assertThat(find(all, "contact-service").environment().get("SPRING_R2DBC_URL")).endsWith("/contact");
		assertThat(find(all, "contact-service").after()).containsExactly("postgres");
		assertThat(find(all, "website").environment()).doesNotContainKey("SPRING_R2DBC_URL");
	}

	@Test
	void gatewayHasADatabaseAndDoesNotWaitForIt() {
		ProcessSpec gateway = find(processes(Map.of(), true, Map.of()), "gateway");
		assertThat(gateway.environment().get("SPRING_R2DBC_URL")).endsWith("/gateway");
		assertThat(gateway.environment().get("SPRING_R2DBC_PASSWORD")).isNotBlank();
		assertThat(gateway.after()).isEmpty();
	}

	@Test
	void ownerBeginsWithAPasswordThatIsInAFileOnly() {
		List<ProcessSpec> all = processes(Map.of(), true, Map.of());
		Map<String, String> environment = find(all, "gateway").environment();
		Path file = Path.of(environment.get("PORTFOLIO_OWNER_FIRSTPASSWORDFILE"));
		assertThat(file).isEqualTo(this.directory.resolve("owner-password"));
		assertThat(file).content().matches("([a-z2-9]{5}-){4}[a-z2-9]{5}\n");
		assertThat(environment.values()).noneMatch((value) -> value.contains(contentOf(file.toFile()).strip()));
		assertThat(environment.get("PORTFOLIO_OWNER_MACHINE_SECRET")).hasSizeGreaterThanOrEqualTo(32);
		all.stream()
			.filter((spec) -> !spec.name().equals("gateway"))
			.forEach((spec) -> assertThat(spec.environment()).doesNotContainKeys("PORTFOLIO_OWNER_MACHINE_SECRET",
					"PORTFOLIO_OWNER_FIRSTPASSWORDFILE"));
	}

	@Test
	void servicesAskTheGatewayForTheKeysOfTheOwnersTokens() {
		List<ProcessSpec> all = processes(Map.of(), true, Map.of());
		assertThat(find(all, "projects-service").environment()).containsEntry("PORTFOLIO_SERVICES_GATEWAY",
				find(all, "gateway").url().replace("localhost", "127.0.0.1"));
	}

	@Test
	void everyServiceTellsTheObservatoryWhatItDoes() {
		List<ProcessSpec> all = processes(Map.of("observatory", 2), true, Map.of());
		List<ProcessSpec> observatories = all.stream().filter((spec) -> spec.name().equals("observatory")).toList();
		String both = observatories.get(0).url() + ',' + observatories.get(1).url();
		assertThat(find(all, "gateway").environment()).containsEntry("PORTFOLIO_TRACING_OBSERVATORY", both);
		// it says of itself that it is there
		assertThat(observatories)
			.allSatisfy((spec) -> assertThat(spec.environment()).containsEntry("PORTFOLIO_TRACING_OBSERVATORY", both));
	}

	@Test
	void limitsAreLiftedOnRequest() {
		assertThat(find(processes(Map.of(), false, Map.of()), "gateway").environment())
			.containsEntry("PORTFOLIO_LIMITS_ENABLED", "false");
		assertThat(find(processes(Map.of(), true, Map.of()), "gateway").environment())
			.doesNotContainKey("PORTFOLIO_LIMITS_ENABLED");
	}

	@Test
	void choicesOfTheUserStand() {
		Map<String, String> chosen = Map.of("SPRING_MAIL_HOST", "mail.example.org", "PORTFOLIO_CONTENT_LOCATION",
				"/mine");
		assertThat(find(processes(Map.of(), true, chosen), "notifier").environment())
			.doesNotContainKeys("SPRING_MAIL_HOST", "SPRING_MAIL_PORT", "PORTFOLIO_CONTENT_LOCATION");
	}

	private List<ProcessSpec> processes(Map<String, Integer> replicas, boolean limits,
			Map<String, String> environment) {
		App app = new App("any", this.directory.resolve("any.jar"));
		Map<ServiceModule, App> services = new EnumMap<>(ServiceModule.class);
		ServiceModule.all().forEach((module) -> services.put(module, app));
		Home home = new Home(this.directory);
		home.prepare();
		try (Suite suite = new Suite(new Checkout(this.directory), home,
				new Programs(app, services, new PostgreSqlBinaries(this.directory)),
				new SuiteOptions(0, replicas, limits, Aot.OFF), environment)) {
			return suite.processes();
		}
	}

	private static ProcessSpec find(List<ProcessSpec> all, String name) {
		return all.stream().filter((spec) -> spec.name().equals(name)).findFirst().orElseThrow();
	}

}
