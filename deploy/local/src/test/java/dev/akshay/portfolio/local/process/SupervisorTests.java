package dev.akshay.portfolio.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Small shell scripts stand in for services. A process is ready when its file is there.
 */
@Timeout(120)
class SupervisorTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final String HEALTHY = "touch ready; sleep 600 & wait";

	@TempDir
	private Path directory;

	private Home home;

	private Supervisor supervisor;

	@BeforeEach
	void prepare() {
		this.home = new Home(this.directory);
		this.home.prepare();
	}

	@AfterEach
	void close() throws InterruptedException {
		this.supervisor.close();
	}

	@Test
	void startsWhatIsNeededFirst() throws InterruptedException {
		up(spec("service", "cp ../database/ready seen && " + HEALTHY, Set.of("database")),
				spec("database", "sleep 0.3; " + HEALTHY, Set.of()));
		assertThat(this.directory.resolve("service/seen")).exists();
		assertThat(this.supervisor.status(true)).extracting(ProcessStatus::state).containsOnly(State.READY);
	}

	@Test
	void bringsBackWhatWasKilled() throws InterruptedException {
		up(spec("service", HEALTHY, Set.of()));
		Long before = status("service").pid();
		assertThat(this.supervisor.kill("service", 1)).containsExactly("service");
		await().atMost(LIMIT).untilAsserted(() -> {
			assertThat(status("service").state()).isEqualTo(State.READY);
			assertThat(status("service").pid()).isNotEqualTo(before);
		});
		assertThat(status("service").restarts()).isEqualTo(1);
	}

	@Test
	void killTakesChildrenAlong() throws InterruptedException {
		up(spec("service", HEALTHY, Set.of()));
		List<ProcessHandle> children = ProcessHandle.of(pid("service")).orElseThrow().descendants().toList();
		assertThat(children).isNotEmpty();
		this.supervisor.kill("service", 0);
		await().atMost(LIMIT).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
	}

	@Test
	void leavesDownWhatWasStopped() throws InterruptedException {
		up(spec("service", HEALTHY, Set.of()));
		this.supervisor.stop("service", 0);
		assertThat(status("service")).satisfies((status) -> {
			assertThat(status.state()).isEqualTo(State.STOPPED);
			assertThat(status.pid()).isNull();
		});
		this.supervisor.stop("service", 0);
		this.supervisor.start("service", 0, LIMIT);
		assertThat(status("service").state()).isEqualTo(State.READY);
		assertThat(status("service").restarts()).isZero();
	}

	@Test
	void stopsWhatIsWaitingToComeBack() throws InterruptedException, IOException {
		up(spec("service", "if test -e broken; then exit 1; fi; " + HEALTHY, Set.of()));
		Files.createFile(this.directory.resolve("service/broken"));
		this.supervisor.kill("service", 1);
		await().atMost(LIMIT).until(() -> status("service").state() == State.RESTARTING);
		this.supervisor.stop("service", 0);
		assertThat(status("service").state()).isEqualTo(State.STOPPED);
	}

	@Test
	void killsWhatIgnoresThePoliteRequest() throws InterruptedException {
		up(spec("stubborn", "trap '' TERM; touch ready; while true; do sleep 0.1; done", Set.of()));
		ProcessHandle process = ProcessHandle.of(pid("stubborn")).orElseThrow();
		this.supervisor.stop("stubborn", 0);
		assertThat(process.isAlive()).isFalse();
	}

	@Test
	void tellsTheEndOfTheLogOfWhatCannotStart() {
		start(spec("broken", "echo content/profile.yaml line 3 is wrong; exit 7", Set.of()),
				spec("service", HEALTHY, Set.of()));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.supervisor.awaitReady(LIMIT))
			.withMessageContaining("broken ended with exit code 7")
			.satisfies(
					(failure) -> assertThat(failure.details()).containsExactly("content/profile.yaml line 3 is wrong"));
	}

	@Test
	void programThatIsMissingIsTold() {
		start(new ProcessSpec("missing", 1, 1, "", null, this.home.log("missing"), List.of("/no/such/program"),
				Map.of(), ProcessSpec.NOTHING_TO_PREPARE, () -> true, Set.of(), stop(1)));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.supervisor.awaitReady(LIMIT))
			.withMessageContaining("missing could not be started");
	}

	@Test
	void tellsWhatIsNotReadyInTime() {
		start(spec("slow", "sleep 600 & wait", Set.of()));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.supervisor.awaitReady(Duration.ofMillis(300)))
			.withMessageContaining("not ready")
			.withMessageContaining("slow");
	}

	@Test
	void stopsInOrderAndLeavesNothingBehind() throws InterruptedException {
		String tellsItsEnd = "trap 'echo %s >> ../order; exit' TERM; touch ready; while true; do sleep 0.05; done";
		up(spec("database", tellsItsEnd.formatted("database"), Set.of()).stoppedBy(stop(2)),
				spec("gateway", tellsItsEnd.formatted("gateway"), Set.of("database")).stoppedBy(stop(1)));
		List<Long> pids = List.of(pid("database"), pid("gateway"));
		this.supervisor.close();
		assertThat(this.directory.resolve("order")).hasContent("gateway\ndatabase\n");
		assertThat(pids).noneMatch((pid) -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
		assertThat(this.home.leftovers().alive()).isEmpty();
	}

	@Test
	void stopsWhileStillStarting() throws InterruptedException {
		start(spec("database", "sleep 600 & wait", Set.of()), spec("service", HEALTHY, Set.of("database")));
		await().atMost(LIMIT).until(() -> status("database").pid() != null);
		this.supervisor.close();
		assertThat(this.supervisor.status(false)).extracting(ProcessStatus::pid).containsOnlyNulls();
		assertThat(this.directory.resolve("service/ready")).doesNotExist();
	}

	@Test
	void unknownNameAndReplicaAreTold() throws InterruptedException {
		up(spec("service", HEALTHY, Set.of()));
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.supervisor.kill("nobody", 0))
			.withMessageContaining("'nobody'")
			.withMessageContaining("service");
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> this.supervisor.kill("service", 2))
			.withMessageContaining("no replica 2");
	}

	private void up(ProcessSpec... specs) throws InterruptedException {
		start(specs);
		this.supervisor.awaitReady(LIMIT);
	}

	private void start(ProcessSpec... specs) {
		this.supervisor = new Supervisor(new ArrayList<>(List.of(specs)), this.home.leftovers());
		this.supervisor.start();
	}

	private ProcessSpec spec(String name, String script, Set<String> after) {
		Path folder = this.directory.resolve(name);
		Path ready = folder.resolve("ready");
		List<String> command = List.of("sh", "-c", "cd '%s'; %s".formatted(folder, script));
		return new ProcessSpec(name, 1, 1, "", null, this.home.log(name), command, Map.of(), () -> {
			Files.createDirectories(folder);
			Files.deleteIfExists(ready);
		}, () -> Files.exists(ready), after, stop(1));
	}

	private static ProcessSpec.Stop stop(int order) {
		return new ProcessSpec.Stop(order, "TERM", Duration.ofSeconds(2));
	}

	private ProcessStatus status(String name) {
		return this.supervisor.status(false)
			.stream()
			.filter((status) -> status.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private long pid(String name) {
		Long pid = status(name).pid();
		assertThat(pid).isNotNull();
		return pid;
	}

}
