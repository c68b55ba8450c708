package dev.akshay.portfolio.platform.scenario;

import java.util.List;
import java.util.Map;

/**
 * How much a scenario may be. What may be broken is what visitors may break; a test
 * compares it with the services that strike.
 */
public final class Bounds {

	/** what may be broken, which is what the gateway takes orders for */
	public static final List<String> SERVICES = List.of("website", "profile-service", "projects-service",
			"insights-service", "contact-service", "observatory");

	/** each fault, and how much of it there may be; nothing where it has no amount */
	public static final Map<String, Range> FAULTS = Map.of("latency", new Range(1, 10_000), "error", new Range(0, 0),
			"abort", new Range(0, 0), "slow-body", new Range(100, 100_000));

	static final int FILE = 16_384;

	static final int TITLE = 80;

	static final int SENTENCES = 400;

	static final int PATHS = 6;

	static final int PER_SECOND = 10;

	static final int STEPS = 6;

	static final int STEP_SECONDS = 30;

	/** of all steps together; a fault may last for two minutes */
	static final int SECONDS = 90;

	static final int ANSWERS = 300;

	static final int MILLIS = 10_000;

	private Bounds() {
	}

	/**
	 * From a number to another.
	 *
	 * @param least the smallest that is allowed
	 * @param most the largest
	 */
	public record Range(int least, int most) {

		boolean isNothing() {
			return this.most == 0;
		}

	}

}
