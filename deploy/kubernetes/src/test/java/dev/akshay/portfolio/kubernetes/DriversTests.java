package dev.akshay.portfolio.kubernetes;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import dev.akshay.portfolio.kubernetes.suite.Overlay;
import dev.akshay.portfolio.kubernetes.suite.Workload;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The drivers themselves take what they are told: names, passwords, and where
 * certificates lie.
 */
class DriversTests {

	private static final String JAAS = "org.apache.kafka.common.security.scram.ScramLoginModule required "
			+ "username=\"a\" password=\"b\";";

	@TempDir
	private Path folder;

	/**
	 * The client reads the certificate and the password, and would look for the broker
	 * next.
	 */
	@ParameterizedTest
	@EnumSource
	void kafkasClientTakesItsSettings(Overlay overlay) throws IOException, URISyntaxException {
		for (Workload workload : overlay.processes()) {
			Map<String, Object> settings = kafka(workload, certificate());
			assertThat(settings).containsEntry("security.protocol", "SASL_SSL")
				.containsEntry("sasl.mechanism", "SCRAM-SHA-512")
				.containsEntry("sasl.jaas.config", JAAS)
				.containsEntry("ssl.truststore.type", "PEM");
			settings.put("bootstrap.servers", "127.0.0.1:1");
			Admin.create(settings).close();
		}
	}

	@Test
	void kafkasClientRefusesACertificateThatIsNone() throws IOException {
		Path none = Files.writeString(this.folder.resolve("none.crt"), "nothing");
		Map<String, Object> settings = kafka(Overlay.KIND.workload("notifier"), none);
		settings.put("bootstrap.servers", "127.0.0.1:1");
		assertThatThrownBy(() -> Admin.create(settings).close()).isInstanceOf(RuntimeException.class);
	}

	private static Map<String, Object> kafka(Workload workload, Path certificate) {
		Map<String, Object> variables = new HashMap<>(workload.environment());
		variables.put("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", JAAS);
		variables.computeIfPresent("SPRING_KAFKA_SSL_TRUSTSTORELOCATION",
				(_, location) -> location.toString().replace("/etc/portfolio/kafka/ca.crt", certificate.toString()));
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("cluster-systemEnvironment", variables));
		KafkaProperties properties = new Binder(ConfigurationPropertySources.get(environment))
			.bind("spring.kafka", KafkaProperties.class)
			.get();
		return properties.buildAdminProperties();
	}

	@ParameterizedTest
	@EnumSource
	void databasesDriversTakeTheirAddresses(Overlay overlay) throws IOException, URISyntaxException {
		String certificate = certificate().toString();
		for (Workload workload : overlay.processes()) {
			workload.setting("spring.r2dbc.url").ifPresent((url) -> {
				String here = url.replace("/etc/portfolio/postgres/ca.crt", certificate)
					.replace("//", "//name:password@");
				ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(here);
				assertThat(options.getValue(PostgresqlConnectionFactoryProvider.SSL_MODE)).hasToString("verify-full");
				assertThat(options.getValue(PostgresqlConnectionFactoryProvider.SSL_ROOT_CERT)).isEqualTo(certificate);
				assertThat(ConnectionFactories.get(options)).isInstanceOf(PostgresqlConnectionFactory.class);
				assertThatThrownBy(() -> ConnectionFactories.get(here.replace("verify-full", "verified")))
					.as("it does read it")
					.isInstanceOf(RuntimeException.class);
			});
			workload.setting("spring.flyway.url").ifPresent((url) -> {
				Properties properties = Driver.parseURL(url, new Properties());
				assertThat(PGProperty.SSL_MODE.getOrDefault(properties)).isEqualTo("verify-full");
				assertThat(PGProperty.SSL_ROOT_CERT.getOrDefault(properties))
					.isEqualTo("/etc/portfolio/postgres/ca.crt");
			});
		}
	}

	private static Path certificate() throws URISyntaxException {
		URL certificate = DriversTests.class.getResource("/ca.crt");
		assertThat(certificate).isNotNull();
		return Path.of(certificate.toURI());
	}

}
