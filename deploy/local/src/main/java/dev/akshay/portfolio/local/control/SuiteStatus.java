package dev.akshay.portfolio.local.control;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.akshay.portfolio.local.process.ProcessStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor tells of its suite.
 *
 * @param url the public address
 * @param phase what the suite as a whole is up to
 * @param upSeconds how long it took until every process was ready, once that is so
 * @param residentMiB the memory of all processes together
 * @param aot whether the JVMs start from caches
 * @param home where the data are
 * @param processes each process
 */
public record SuiteStatus(String url, Phase phase,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double upSeconds, long residentMiB, boolean aot,
		String home, List<ProcessStatus> processes) {

	/** What a suite is up to. */
	public enum Phase {

		STARTING, READY, STOPPING;

		@JsonValue
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
