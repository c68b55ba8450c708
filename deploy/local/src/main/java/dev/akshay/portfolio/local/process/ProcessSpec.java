package dev.akshay.portfolio.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * All there is to know about a process to run it.
 *
 * @param name what people call it
 * @param replica its number among those of the same name, from 1
 * @param replicas how many there are
 * @param url where it is reached
 * @param managementUrl where its health and metrics are, if it has any
 * @param log the file that gets its output
 * @param command the program and its arguments
 * @param environment what is set on top of the supervisor's own environment
 * @param preparation done before each start
 * @param probe tells when it is ready
 * @param after which processes must have been ready once before its first start
 * @param stop how to end it
 */
public record ProcessSpec(String name, int replica, int replicas, String url, @Nullable String managementUrl, Path log,
		List<String> command, Map<String, String> environment, Preparation preparation, Probe probe, Set<String> after,
		Stop stop) {

	public static final Preparation NOTHING_TO_PREPARE = () -> {
	};

	public ProcessSpec preparedBy(Preparation preparation) {
		return new ProcessSpec(this.name, this.replica, this.replicas, this.url, this.managementUrl, this.log,
				this.command, this.environment, preparation, this.probe, this.after, this.stop);
	}

	public ProcessSpec stoppedBy(Stop stop) {
		return new ProcessSpec(this.name, this.replica, this.replicas, this.url, this.managementUrl, this.log,
				this.command, this.environment, this.preparation, this.probe, this.after, stop);
	}

	/** Unique in the suite. */
	public String id() {
		return (this.replicas == 1) ? this.name : this.name + "-" + this.replica;
	}

	/**
	 * How to end a process.
	 *
	 * @param order processes of a lower order are stopped first
	 * @param signal the name of the signal that asks it to end
	 * @param patience how long it may take before it is killed
	 */
	public record Stop(int order, String signal, Duration patience) {

	}

}
