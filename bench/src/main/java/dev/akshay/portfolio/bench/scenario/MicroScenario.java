package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.process.Command;
import dev.akshay.portfolio.bench.process.JvmFlags;
import dev.akshay.portfolio.bench.report.Figure;
import dev.akshay.portfolio.bench.report.Findings;
import dev.akshay.portfolio.bench.report.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The steps of a hit by themselves, measured by JMH. The benchmarks stand beside the code
 * that they measure, in the gateway's test sources.
 */
final class MicroScenario implements Scenario {

	@Override
	public String name() {
		return "micro";
	}

	@Override
	public String summary() {
		return "JMH on the edge cache's keys, lookup and headers.";
	}

	@Override
	public Findings measure(Conditions conditions) {
		Path classPath = conditions.folder().resolve("class-path");
		Path results = conditions.folder().resolve("jmh.json");
		Path gateway = conditions.root().resolve("gateway/target");
		conditions.tell("compiling the gateway's tests");
		run("mvn", "-B", "-q", "-f", conditions.root().resolve("pom.xml").toString(), "-pl", "gateway", "-am",
				"test-compile", "org.apache.maven.plugins:maven-dependency-plugin:build-classpath",
				"-Dmdep.outputFile=" + classPath, "-Dmdep.includeScope=test");
		conditions.tell("running JMH");
		List<String> command = new ArrayList<>(List.of(JvmFlags.program()));
		command.addAll(JvmFlags.all());
		command.addAll(List.of("-cp",
				"%s:%s:%s".formatted(gateway.resolve("test-classes"), gateway.resolve("classes"), read(classPath)),
				"org.openjdk.jmh.Main", "-f", "1", "-wi", "3", "-w", conditions.round().toSeconds() + "s", "-i",
				String.valueOf(conditions.rounds()), "-r", conditions.round().toSeconds() + "s", "-prof", "gc", "-bm",
				"avgt", "-tu", "ns", "-rf", "json", "-rff", results.toString()));
		run(command.toArray(String[]::new));
		Findings findings = new Findings();
		for (JsonNode benchmark : JsonMapper.shared().readTree(read(results))) {
			findings.rows().add(row(benchmark));
		}
		if (findings.rows().isEmpty()) {
			throw new BenchFailure("the gateway's tests hold no benchmark");
		}
		findings.notes()
			.add("average time of one call and the bytes it allocates, one fork, three iterations of warm-up");
		return findings;
	}

	static Row row(JsonNode benchmark) {
		String name = benchmark.path("benchmark").asString("");
		String type = name.substring(0, name.lastIndexOf('.'));
		List<String> parameters = new ArrayList<>();
		benchmark.path("params").forEachEntry((key, value) -> parameters.add(key + "=" + value.asString("")));
		String method = name.substring(name.lastIndexOf('.') + 1);
		return new Row(type.substring(type.lastIndexOf('.') + 1),
				parameters.isEmpty() ? method : method + " " + String.join(" ", parameters))
			.with("time per call", figure("ns", benchmark.path("primaryMetric")))
			.with("allocated", figure("B", benchmark.path("secondaryMetrics").path("gc.alloc.rate.norm")));
	}

	private static Figure figure(String unit, JsonNode metric) {
		List<Double> iterations = new ArrayList<>();
		for (JsonNode fork : metric.path("rawData")) {
			fork.forEach((value) -> iterations.add(value.asDouble()));
		}
		return new Figure(unit, iterations);
	}

	private static void run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				String reason = output.lines()
					.filter((line) -> line.contains("ERROR"))
					.findFirst()
					.orElse(output.strip());
				throw new BenchFailure("%s failed: %s".formatted(command[0], reason.replace('\n', '|')));
			}
		}
		catch (IOException ex) {
			throw new BenchFailure(
					Command.find(command[0]).isPresent() ? "cannot run " + command[0] : "missing: " + command[0], ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BenchFailure("interrupted", ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file).strip();
		}
		catch (IOException ex) {
			throw new BenchFailure("%s is missing".formatted(file), ex);
		}
	}

}
