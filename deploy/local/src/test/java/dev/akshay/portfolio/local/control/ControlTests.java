package dev.akshay.portfolio.local.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.local.control.SuiteStatus.Phase;
import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.RunningSuite;
import dev.akshay.portfolio.local.process.ProcessStatus;
import dev.akshay.portfolio.local.process.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ControlTests {

	private final List<String> asked = new ArrayList<>();

	private final ControlServer server = new ControlServer(new Recorder());

	@TempDir
	private Path directory;

	private Home home;

	@BeforeEach
	void prepare() {
		this.home = new Home(this.directory);
		this.home.prepare();
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void commandsReachTheSupervisor() {
		ControlClient client = announced();
		assertThat(client.kill("projects-service", 2)).isEqualTo("projects-service-2");
		client.stop("kafka", 0);
		client.start("kafka", 1);
		client.down();
		assertThat(this.asked).containsExactly("kill projects-service 2", "stop kafka 0", "start kafka 1", "down");
	}

	@Test
	void statusHasTheShapePeopleRelyOn() {
		JsonNode status = new JsonMapper().readTree(announced().statusJson(true));
		assertThat(status.propertyNames()).contains("processes", "url", "upSeconds", "residentMiB", "aot");
		assertThat(status.at("/processes/0").propertyNames()).containsExactly("name", "replica", "state", "pid", "url",
				"residentMiB", "uptimeSeconds", "restarts");
		assertThat(status.at("/processes/0/state").asString()).isEqualTo("stopped");
		assertThat(status.at("/processes/0/pid").isNull()).isTrue();
	}

	@Test
	void refusalIsTheSameOnTheOtherSide() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> announced().kill("nobody", 0))
			.withMessage("no process is called 'nobody'");
	}

	@Test
	void strangersAreTurnedAway() {
		RunningSuite.announce(this.home, this.server.port(), "guess", "");
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> ControlClient.of(this.home).down())
			.withMessageContaining("401");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void nothingRunningIsTold() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> ControlClient.of(this.home))
			.withMessageContaining("nothing is running");
	}

	private ControlClient announced() {
		RunningSuite.announce(this.home, this.server.port(), this.server.token(), "http://localhost:8080");
		return ControlClient.of(this.home);
	}

	private final class Recorder implements Controlled {

		@Override
		public SuiteStatus status(boolean withMemory) {
			return new SuiteStatus("http://localhost:8080", Phase.READY, 12.5, 1, true, "/home",
					List.of(new ProcessStatus("kafka", 1, State.STOPPED, null, "kafka://127.0.0.1:1", null, 0, 0, 0)));
		}

		@Override
		public List<String> kill(String name, int replica) {
			if (name.equals("nobody")) {
				throw new Failure("no process is called 'nobody'");
			}
			ControlTests.this.asked.add("kill %s %d".formatted(name, replica));
			return List.of(name + "-" + replica);
		}

		@Override
		public void stop(String name, int replica) {
			ControlTests.this.asked.add("stop %s %d".formatted(name, replica));
		}

		@Override
		public void start(String name, int replica) {
			ControlTests.this.asked.add("start %s %d".formatted(name, replica));
		}

		@Override
		public void down() {
			ControlTests.this.asked.add("down");
		}

	}

}
