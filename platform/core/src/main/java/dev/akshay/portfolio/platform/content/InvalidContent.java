package dev.akshay.portfolio.platform.content;

import java.util.List;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Content files say something that cannot be shown. Nothing of them was loaded. */
public final class InvalidContent extends RuntimeException {

	private final List<Fault> details;

	/**
	 * Files say something wrong.
	 * @param faults what is wrong, and where
	 */
	public InvalidContent(List<Fault> faults) {
		super("The content has faults: " + String.join("; ", faults.stream().map(Fault::toString).toList()));
		this.details = List.copyOf(faults);
	}

	/**
	 * Every fault of every file, in its parts.
	 * @return what is wrong, and where
	 */
	public List<Fault> details() {
		return this.details;
	}

	/**
	 * Every fault of every file.
	 * @return a line each: {@code projects/kodai.md:4: year must be …}
	 */
	public List<String> faults() {
		return this.details.stream().map(Fault::toString).toList();
	}

	/** Tells the faults instead of a stack trace when a service cannot start. */
	static class FailureAnalyzer extends AbstractFailureAnalyzer<InvalidContent> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, InvalidContent cause) {
			return new FailureAnalysis("The content has faults:\n" + String.join("\n", cause.faults()),
					"Correct the files; nothing of them was loaded.", cause);
		}

	}

}
