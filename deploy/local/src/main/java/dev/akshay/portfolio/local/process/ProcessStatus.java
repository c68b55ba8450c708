package dev.akshay.portfolio.local.process;

import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a process from outside.
 *
 * @param name what people call it
 * @param replica its number among those of the same name
 * @param state what it is up to
 * @param pid its process, if it has one
 * @param url where it is reached
 * @param managementUrl where its health and metrics are, if it has any
 * @param residentMiB the memory it occupies
 * @param uptimeSeconds how long it has been running
 * @param restarts how often it was brought back
 */
public record ProcessStatus(String name, int replica, State state, @Nullable Long pid, @Nullable String url,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String managementUrl, long residentMiB,
		double uptimeSeconds, int restarts) {

	ProcessStatus withMemory() {
		return Optional.ofNullable(this.pid)
			.flatMap(ProcessHandle::of)
			.map((process) -> new ProcessStatus(this.name, this.replica, this.state, this.pid, this.url,
					this.managementUrl, ResidentMemory.mebibytesOf(process), this.uptimeSeconds, this.restarts))
			.orElse(this);
	}

	/** The supervisor tells of itself, too. */
	public static ProcessStatus ofSupervisor(State state, double uptimeSeconds, String url, boolean withMemory) {
		ProcessHandle self = ProcessHandle.current();
		// its children are counted for themselves
		long memory = withMemory ? ResidentMemory.mebibytesOf(self.pid()) : 0;
		return new ProcessStatus("launcher", 1, state, self.pid(), url, null, memory, uptimeSeconds, 0);
	}

}
