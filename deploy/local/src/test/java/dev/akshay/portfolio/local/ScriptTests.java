package dev.akshay.portfolio.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * The script in front of the launcher, in a checkout of nothing else: Maven, the JDK and
 * what is installed are stand-ins.
 */
class ScriptTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final String SYSTEM = "/usr/bin:/bin";

	/** Builds nothing, and notes if two do so at once. */
	private static final String MAVEN = """
			if test -e die; then
				rm die
				kill -9 $PPID
				exit 1
			fi
			mkdir building || touch overlapped
			sleep 0.2
			rmdir building
			echo "promtool: $(command -v promtool)"
			echo "[INFO] Building gateway 1.0.0-SNAPSHOT                                    [8/14]"
			echo build >> builds
			""";

	@TempDir
	private Path folder;

	@BeforeEach
	void checkout() throws IOException {
		Files.copy(Repository.ROOT.resolve("portfolio"), this.folder.resolve("portfolio"));
		assertThat(this.folder.resolve("portfolio").toFile().setExecutable(true)).isTrue();
		Files.createDirectory(this.folder.resolve("tmp"));
		program("bin/mvn", MAVEN);
		program("bin/chromium-headless-shell", "");
		program("jdk/bin/java", "");
		program("jdk/bin/javac", "");
		Files.writeString(this.folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
	}

	@Test
	void commandsThatBuildTakeTurns() throws Exception {
		takeTurns();
	}

	@Test
	void whoDiesWhileItBuildsHoldsNobodyUp() throws Exception {
		lockOfADeadBuild();
		takeTurns();
	}

	@Test
	void whoDiesWhileItTakesALockOverHoldsNobodyUp() throws Exception {
		Path lock = lockOfADeadBuild();
		String holder = holder(lock);
		Process ended = new ProcessBuilder("true").start();
		assertThat(ended.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		// one before it became the lock, one after it did
		Files.createSymbolicLink(lock.resolveSibling(lock.getFileName() + "." + holder), Path.of("pid:" + ended.pid()));
		Files.createSymbolicLink(lock.resolveSibling(lock.getFileName() + "." + holder + "." + ended.pid()),
				Path.of("pid:" + holder));
		takeTurns();
	}

	@Test
	void nobodyTakesTheLockOfAProcessThatLives() throws Exception {
		Path lock = lockOfADeadBuild();
		Files.delete(lock);
		Files.createSymbolicLink(lock, Path.of("pid:" + ProcessHandle.current().pid()));
		Running waiting = run("status");
		await().atMost(PATIENCE).until(() -> waiting.said().contains("waiting for another build"));
		assertThat(waiting.process().isAlive()).isTrue();
		assertThat(holder(lock)).isEqualTo(String.valueOf(ProcessHandle.current().pid()));
		assertThat(this.folder.resolve("builds")).doesNotExist();
		Files.delete(lock);
		waiting.endsWell();
		assertThat(this.folder.resolve("builds")).content().isEqualTo("build\n");
	}

	@Test
	void fetchesPromtoolByListsOfItsOwnWhereTheMachineHasNone() throws Exception {
		assumeNoPromtool();
		program("bin/apt-get", """
				case "$*" in
				"-qq download prometheus") echo "E: Unable to locate package prometheus" >&2; exit 100 ;;
				*"Dir::State::Lists="*" update") touch lists/known ;;
				*"Dir::State::Lists="*" download prometheus") test -e lists/known && touch prometheus_2_all.deb ;;
				*) exit 100 ;;
				esac
				""");
		program("bin/dpkg-deb", """
				test -e "$2" || exit 1
				mkdir -p usr/bin
				echo '#!/bin/sh' > usr/bin/promtool
				chmod +x usr/bin/promtool
				""");
		Path fetched = Path.of("deploy/monitoring/target/prometheus");
		assertThat(run("verify").endsWell()).contains("promtool: ")
			.contains(fetched.resolve("usr/bin/promtool").toString())
			.doesNotContain("left out");
		assertThat(this.folder.resolve(fetched)).isDirectoryNotContaining("glob:**/{lists,cache,*.deb}");
	}

	@Test
	void verifiesTheRestWherePromtoolCannotBeFetchedAndSaysWhy() throws Exception {
		assumeNoPromtool();
		program("bin/apt-get", """
				echo "E: Could not open lock file (13: Permission denied)" >&2
				exit 100
				""");
		program("bin/dpkg-deb", "exit 1");
		String said = run("verify").endsWell();
		assertThat(said.lines().filter((line) -> line.contains("left out"))).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("the alerts' own tests", "install Prometheus",
					"E: Could not open lock file (13: Permission denied)"));
		assertThat(this.folder.resolve("builds")).content().isEqualTo("build\n");
	}

	@Test
	void keepsWhatACommandSaysApartFromHowFarTheBuildIs() throws Exception {
		program("jdk/bin/java", "echo '{}'");
		Path said = this.folder.resolve("said.json");
		Path told = this.folder.resolve("told.txt");
		Process status = command("status").redirectOutput(said.toFile()).redirectError(told.toFile()).start();
		assertThat(status.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(said).content().isEqualTo("{}\n");
		assertThat(told).content().isEqualTo("building …\nbuilding gateway [8/14]\n");
	}

	@Test
	void buildsWhenADescriptionOfTheApiChangedAndForNoOtherDocument() throws Exception {
		upToDate();
		Files.writeString(this.folder.resolve("docs/problems.md"), "changed");
		run("up").endsWell();
		assertThat(this.folder.resolve("builds")).doesNotExist();
		Files.writeString(this.folder.resolve("docs/api/gateway.json"), "{}");
		run("up").endsWell();
		assertThat(this.folder.resolve("builds")).content().isEqualTo("build\n");
	}

	/** As a build leaves it, a while ago. */
	private void upToDate() throws IOException {
		Files.createDirectories(this.folder.resolve("docs/api"));
		Path target = Files.createDirectories(this.folder.resolve("deploy/local/target"));
		Files.createFile(target.resolve("local-1.0.0-SNAPSHOT.jar"));
		Path built = Files.createFile(target.resolve("built"));
		Instant begun = Instant.now().minus(Duration.ofMinutes(1));
		Files.setLastModifiedTime(built, FileTime.from(begun));
		Files.setLastModifiedTime(this.folder.resolve("docs/api"), FileTime.from(begun.minusSeconds(1)));
	}

	private static void assumeNoPromtool() {
		assumeThat(Stream.of(SYSTEM.split(":")).map((folder) -> Path.of(folder, "promtool")))
			.as("promtool is installed, so nobody would fetch it")
			.noneMatch(Files::exists);
	}

	private void takeTurns() throws Exception {
		List<Running> all = new ArrayList<>();
		for (int number = 0; number < 4; number++) {
			all.add(run("status"));
		}
		for (Running each : all) {
			each.endsWell();
		}
		assertThat(this.folder.resolve("builds")).content().isEqualTo("build\n".repeat(all.size()));
		assertThat(this.folder.resolve("overlapped")).doesNotExist();
		assertThat(locks()).isEmpty();
	}

	/** What is left of a build that was killed in the middle of it. */
	private Path lockOfADeadBuild() throws Exception {
		Files.createFile(this.folder.resolve("die"));
		Running killed = run("status");
		assertThat(killed.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(killed.process().exitValue()).as(killed.said()).isNotZero();
		List<Path> locks = locks();
		assertThat(locks).hasSize(1);
		assertThat(holder(locks.getFirst())).isEqualTo(String.valueOf(killed.process().pid()));
		return locks.getFirst();
	}

	private static String holder(Path lock) throws IOException {
		return Files.readSymbolicLink(lock).toString().replace("pid:", "");
	}

	private List<Path> locks() throws IOException {
		try (Stream<Path> files = Files.list(this.folder.resolve("tmp"))) {
			return files.filter((file) -> file.getFileName().toString().contains(".lock")).toList();
		}
	}

	private Running run(String command) throws IOException {
		Path output = Files.createTempFile(this.folder, "said", ".txt");
		Process process = command(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		return new Running(process, output);
	}

	private ProcessBuilder command(String command) {
		ProcessBuilder builder = new ProcessBuilder("./portfolio", command).directory(this.folder.toFile());
		builder.environment().put("PATH", this.folder.resolve("bin") + ":" + SYSTEM);
		builder.environment().put("TMPDIR", this.folder.resolve("tmp").toString());
		builder.environment().put("PORTFOLIO_JAVA_HOME", this.folder.resolve("jdk").toString());
		builder.environment().put("PORTFOLIO_HOME", this.folder.resolve("home").toString());
		return builder;
	}

	private void program(String name, String script) throws IOException {
		Path program = this.folder.resolve(name);
		Files.createDirectories(program.getParent());
		Files.writeString(program, "#!/bin/sh\n" + script);
		assertThat(program.toFile().setExecutable(true)).isTrue();
	}

	private record Running(Process process, Path output) {

		String said() throws IOException {
			return Files.readString(this.output);
		}

		String endsWell() throws IOException, InterruptedException {
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
			assertThat(this.process.exitValue()).as(said()).isZero();
			return said();
		}

	}

}
