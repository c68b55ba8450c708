package dev.akshay.portfolio.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.akshay.portfolio.bench.capacity.Capacity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code ./portfolio bench capacity}: reckons with kept results, measures
 * nothing.
 */
@Command(name = "capacity", mixinStandardHelpOptions = true,
		description = "Tells what so many nodes carry, and what is busy first, by the results that are kept.")
final class CapacityCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Option(names = "--nodes", paramLabel = "N", split = ",", defaultValue = "1,2,4,8",
			description = "How many machines, one or more numbers (default: ${DEFAULT-VALUE}).")
	private List<Integer> nodes = List.of();

	@Option(names = "--cores", paramLabel = "C", defaultValue = "2",
			description = "Cores of each (default: ${DEFAULT-VALUE}).")
	private double cores;

	@Option(names = "--use", paramLabel = "U", defaultValue = "0.7",
			description = "The share of them that may be busy (default: ${DEFAULT-VALUE}).")
	private double use;

	@Option(names = "--hits", paramLabel = "H", defaultValue = "0.95",
			description = "The share of reads that the edge answers itself (default: ${DEFAULT-VALUE}).")
	private double hits;

	@Option(names = "--pages", paramLabel = "P", defaultValue = "0.5",
			description = "The share of the other reads that are pages (default: ${DEFAULT-VALUE}).")
	private double pages;

	@Option(names = "--messages", paramLabel = "M", defaultValue = "0.001",
			description = "Messages for each read (default: ${DEFAULT-VALUE}).")
	private double messages;

	@Option(names = "--results", paramLabel = "FOLDER",
			description = "Where the results are (default: bench/results/).")
	private @Nullable Path results;

	@Override
	public Integer call() {
		share("--use", this.use);
		share("--hits", this.hits);
		share("--pages", this.pages);
		if (!(this.messages >= 0) || !(this.cores > 0) || this.nodes.stream().anyMatch((number) -> number < 1)) {
			throw wrong("--messages is at least 0, --cores more than 0, and --nodes at least 1");
		}
		Path kept = (this.results != null) ? this.results
				: Path.of(System.getProperty("portfolio.root", "")).resolve("bench/results");
		this.spec.commandLine()
			.getOut()
			.println(Capacity.of(kept, this.hits, this.pages, this.messages).page(this.nodes, this.cores, this.use));
		return CommandLine.ExitCode.OK;
	}

	private void share(String name, double value) {
		if (!(value >= 0 && value <= 1)) {
			throw wrong(name + " is a share, from 0 to 1");
		}
	}

	private ParameterException wrong(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

}
