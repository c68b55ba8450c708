package dev.akshay.portfolio.platform.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceReplicasTests {

	private final ServiceReplicas replicas = new ServiceReplicas(
			Map.of("projects-service", List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")),
					"PROFILESERVICE", List.of(URI.create("https://profile.internal")), "nobody", List.of()));

	@Test
	void takesTurnsBetweenReplicas() {
		assertThat(List.of(resolve("http://projects-service/a"), resolve("http://projects-service/a"),
				resolve("http://projects-service/a")))
			.containsExactly("http://127.0.0.1:1/a", "http://127.0.0.1:2/a", "http://127.0.0.1:1/a");
	}

	@Test
	void tellsAllReplicasTheOneWhoseTurnItIsFirst() {
		assertThat(this.replicas.inTurn(URI.create("http://projects-service/a")))
			.hasToString("[http://127.0.0.1:1/a, http://127.0.0.1:2/a]");
		assertThat(this.replicas.inTurn(URI.create("http://projects-service/a")))
			.hasToString("[http://127.0.0.1:2/a, http://127.0.0.1:1/a]");
		assertThat(this.replicas.inTurn(URI.create("http://nobody/a"))).hasToString("[http://nobody/a]");
	}

	@Test
	void keepsPathAndQueryAsTheyAreEncoded() {
		assertThat(resolve("http://projects-service/a%2Fb?q=%25%20x")).endsWith("/a%2Fb?q=%25%20x");
	}

	@Test
	void knowsNamesAsEnvironmentVariablesSpellThem() {
		assertThat(resolve("http://profile-service:8080/x")).isEqualTo("https://profile.internal/x");
	}

	@Test
	void leavesOtherHostsToDns() {
		assertThat(resolve("http://insights-service:8080/x")).isEqualTo("http://insights-service:8080/x");
		assertThat(resolve("http://nobody/x")).isEqualTo("http://nobody/x");
	}

	private String resolve(String address) {
		return this.replicas.resolve(URI.create(address)).toString();
	}

}
