package dev.akshay.portfolio.local.suite;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.process.Probe;
import dev.akshay.portfolio.local.process.ProcessSpec;
import dev.akshay.portfolio.local.process.ProcessSpec.Stop;
import org.jspecify.annotations.Nullable;

/**
 * Which processes there are, where each listens, and what each is told about the others.
 */
public final class Suite implements AutoCloseable {

	private static final Set<String> NOBODY = Set.of();

	/** A JVM that writes its cache does so at its end, and takes its time. */
	private static final Duration TRAINING_PATIENCE = Duration.ofMinutes(3);

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Checkout checkout;

	private final Home home;

	private final Programs programs;

	private final SuiteOptions options;

	private final Map<String, String> environment;

	private final Ports ports = new Ports();

	private final Map<ServiceModule, List<Integer>> addresses = new HashMap<>();

	private final int gatewayPort;

	private final PostgreSql postgres;

	private final Kafka kafka;

	private final int smtpPort;

	private final int mailPort;

	public Suite(Checkout checkout, Home home, Programs programs, SuiteOptions options,
			Map<String, String> environment) {
		this.checkout = checkout;
		this.home = home;
		this.programs = programs;
		this.options = options;
		this.environment = environment;
		this.gatewayPort = (options.port() != 0) ? options.port() : this.ports.free();
		for (ServiceModule module : ServiceModule.values()) {
			this.addresses.put(module,
					IntStream.range(0, options.replicasOf(module)).mapToObj((_) -> this.ports.free()).toList());
		}
		this.postgres = new PostgreSql(programs.postgres(), home, this.ports.free());
		this.kafka = new Kafka(home, this.ports.free(), this.ports.free());
		this.smtpPort = this.ports.free();
		this.mailPort = this.ports.free();
	}

	public static void requireFree(int port) {
		if (port != 0 && !Ports.isFree(port)) {
			throw new Failure(
					"port %d is in use: choose another with --port N or PORTFOLIO_PORT, or a free one with --port 0"
						.formatted(port));
		}
	}

	/** Services of which there may be several. */
	public static Set<String> replicable() {
		return ServiceModule.all()
			.filter((module) -> module != ServiceModule.GATEWAY)
			.map(ServiceModule::artifact)
			.collect(Collectors.toSet());
	}

	public String url() {
		return "http://localhost:" + this.gatewayPort;
	}

	public List<ProcessSpec> processes() {
		List<ProcessSpec> all = new ArrayList<>();
		for (ServiceModule module : ServiceModule.values()) {
			for (int replica = 1; replica <= this.options.replicasOf(module); replica++) {
				all.add(service(module, replica));
			}
		}
		all.add(kafkaBroker());
		all.add(postgresServer());
		all.add(mailServer());
		return all;
	}

	private ProcessSpec service(ServiceModule module, int replica) {
		int replicas = this.options.replicasOf(module);
		int port = this.addresses.getOrDefault(module, List.of()).get(replica - 1);
		String management = "http://127.0.0.1:" + port;
		List<String> command = Jvm.service(this.programs.service(module), module).command(this.options.aot());
		return spec(module.artifact(), replica, replicas, (module == ServiceModule.GATEWAY) ? url() : management,
				management, command, environmentOf(module, port), module.stopOrder(), after(module),
				() -> Probes.answersOk(URI.create(management + "/actuator/health/readiness")));
	}

	/** The gateway does without its database until there is one. */
	private static Set<String> after(ServiceModule module) {
		return (module.database() != null && module != ServiceModule.GATEWAY) ? Set.of("postgres") : NOBODY;
	}

	private Map<String, String> environmentOf(ServiceModule module, int port) {
		Map<String, String> settings = new HashMap<>();
		settings.put("SERVER_ADDRESS", "127.0.0.1");
		settings.put("SERVER_PORT", String.valueOf(port));
		if (module == ServiceModule.GATEWAY) {
			settings.put("SERVER_PORT", String.valueOf(this.gatewayPort));
			settings.put("MANAGEMENT_SERVER_PORT", String.valueOf(port));
			settings.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
			settings.put("PORTFOLIO_OWNER_FIRSTPASSWORDFILE", this.home.oneTimePassword().file().toString());
			settings.put("PORTFOLIO_OWNER_MACHINE_SECRET", this.home.machineSecret());
		}
		String database = module.database();
		if (database != null) {
			settings.put("SPRING_R2DBC_URL", this.postgres.r2dbcUrl(database));
			settings.put("SPRING_R2DBC_USERNAME", database);
			settings.put("SPRING_R2DBC_PASSWORD", this.postgres.password(database));
			settings.put("SPRING_FLYWAY_URL", this.postgres.jdbcUrl(database));
			settings.put("SPRING_FLYWAY_USER", database);
			settings.put("SPRING_FLYWAY_PASSWORD", this.postgres.password(database));
		}
		if (!this.options.limits()) {
			settings.put("PORTFOLIO_LIMITS_ENABLED", "false");
		}
		// what follows is a default: who names another broker, mail server or folder gets
		// it
		setUnlessChosen(settings, "SPRING_KAFKA_BOOTSTRAP_SERVERS", this.kafka.bootstrapServers());
		setUnlessChosen(settings, "PORTFOLIO_CONTENT_LOCATION", this.checkout.content().toString());
		setUnlessChosen(settings, "PORTFOLIO_SITE_URL", url());
		if (!this.environment.containsKey("SPRING_MAIL_HOST")) {
			settings.put("SPRING_MAIL_HOST", "127.0.0.1");
			settings.put("SPRING_MAIL_PORT", String.valueOf(this.smtpPort));
		}
		this.addresses.forEach((other, otherPorts) -> {
			// services ask the gateway for the keys of the owner's tokens
			List<Integer> asked = (other == ServiceModule.GATEWAY) ? List.of(this.gatewayPort) : otherPorts;
			setUnlessChosen(settings, other.addressVariable(),
					asked.stream().map((each) -> "http://127.0.0.1:" + each).collect(Collectors.joining(",")));
		});
		setUnlessChosen(settings, "PORTFOLIO_TRACING_OBSERVATORY", observatories());
		return settings;
	}

	/** Beside the collector that somebody may have chosen. */
	private String observatories() {
		return this.addresses.getOrDefault(ServiceModule.OBSERVATORY, List.of())
			.stream()
			.map((port) -> "http://127.0.0.1:" + port)
			.collect(Collectors.joining(","));
	}

	private void setUnlessChosen(Map<String, String> settings, String name, String value) {
		if (!this.environment.containsKey(name)) {
			settings.put(name, value);
		}
	}

	private ProcessSpec kafkaBroker() {
		List<String> command = Jvm.kafka(this.programs.launcher())
			.command(this.options.aot(), this.kafka.settingsFile().toString());
		ProcessSpec spec = spec("kafka", 1, 1, this.kafka.url(), null, command, Map.of(), 5, NOBODY,
				this.kafka::listsBroker);
		return spec.preparedBy(this.kafka::prepare);
	}

	private ProcessSpec postgresServer() {
		// a "smart" shutdown on SIGTERM would wait for every client to leave
		ProcessSpec spec = spec("postgres", 1, 1, this.postgres.url(), null, this.postgres.command(), Map.of(), 6,
				NOBODY, this.postgres::provision);
		return spec.preparedBy(this.postgres::prepare).stoppedBy(new Stop(6, "INT", PATIENCE));
	}

	private ProcessSpec mailServer() {
		List<String> command = Jvm.mail(this.programs.launcher())
			.command(this.options.aot(), this.home.mail().toString(), String.valueOf(this.smtpPort),
					String.valueOf(this.mailPort));
		return spec("mail", 1, 1, "http://127.0.0.1:" + this.mailPort, null, command, Map.of(), 5, NOBODY,
				() -> Probes.greetsBySmtp(this.smtpPort));
	}

	private ProcessSpec spec(String name, int replica, int replicas, String url, @Nullable String managementUrl,
			List<String> command, Map<String, String> settings, int stopOrder, Set<String> after, Probe probe) {
		String log = (replicas == 1) ? name : name + "-" + replica;
		Duration patience = (this.options.aot() == Aot.TRAIN) ? TRAINING_PATIENCE : PATIENCE;
		return new ProcessSpec(name, replica, replicas, url, managementUrl, this.home.log(log), command, settings,
				ProcessSpec.NOTHING_TO_PREPARE, probe, after, new Stop(stopOrder, "TERM", patience));
	}

	@Override
	public void close() {
		this.ports.close();
	}

}
