package dev.akshay.portfolio.platform.scenario;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.platform.scenario.Bounds.Range;
import dev.akshay.portfolio.platform.scenario.Scenario.Breakage;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a scenario, and refuses whatever it does not know. */
final class ScenarioFile {

	private static final String SUFFIX = ".yaml";

	private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+){0,5}\\.yaml");

	private static final Pattern WORD = Pattern.compile("[a-z]+(-[a-z]+){0,5}");

	/** What anybody may read, without parameters and without leaving the site. */
	private static final Pattern PATH = Pattern.compile("/|(/[a-z0-9][a-z0-9.-]{0,60}){1,5}");

	private static final int LEAST_STATUS = 200;

	private static final int MOST_STATUS = 599;

	private static final int MOST_STATUSES = 5;

	private static final int DEPTH = 10;

	private ScenarioFile() {
	}

	/**
	 * Reads a file.
	 * @param file its name
	 * @param yaml what it says
	 * @return the scenario
	 * @throws InvalidScenario if it is none, in which line and why
	 */
	static Scenario read(String file, String yaml) {
		if (!NAME.matcher(file).matches()) {
			throw new InvalidScenario(file, 1, "", "must be named like page-whole.yaml");
		}
		if (yaml.length() > Bounds.FILE) {
			throw new InvalidScenario(file, 1, "", "must have %d characters at most".formatted(Bounds.FILE));
		}
		Map<String, Place> top = new Place(file, "", compose(file, yaml))
			.entries(Set.of("title", "hypothesis", "read", "per-second", "steps"), Set.of());
		List<String> paths = of(top, "read").items(Bounds.PATHS)
			.stream()
			.map((path) -> path.text(PATH, "a path of this site without parameters, such as /projects/kodai"))
			.toList();
		int perSecond = of(top, "per-second").number(1, Bounds.PER_SECOND);
		List<Step> steps = steps(of(top, "steps"), perSecond);
		return new Scenario(file.substring(0, file.length() - SUFFIX.length()), of(top, "title").text(Bounds.TITLE),
				of(top, "hypothesis").text(Bounds.SENTENCES), paths, perSecond, steps);
	}

	private static Node compose(String file, String yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setNestingDepthLimit(DEPTH);
		try {
			Node root = new Yaml(options).compose(new StringReader(yaml));
			if (root == null) {
				throw new InvalidScenario(file, 1, "", "must not be empty");
			}
			return root;
		}
		catch (MarkedYAMLException ex) {
			int line = (ex.getProblemMark() != null) ? ex.getProblemMark().getLine() + 1 : 1;
			throw new InvalidScenario(file, line, "", String.valueOf(ex.getProblem()));
		}
		catch (YAMLException ex) {
			throw new InvalidScenario(file, 1, "", String.valueOf(ex.getMessage()));
		}
	}

	private static List<Step> steps(Place place, int perSecond) {
		List<Step> steps = new ArrayList<>();
		Set<String> names = new HashSet<>();
		int seconds = 0;
		for (Place item : place.items(Bounds.STEPS)) {
			Map<String, Place> entries = item.entries(Set.of("name", "says", "seconds"), Set.of("break", "expect"));
			Place name = of(entries, "name");
			Step step = new Step(name.text(WORD, "words in lower case, such as calm"),
					of(entries, "says").text(Bounds.SENTENCES), of(entries, "seconds").number(1, Bounds.STEP_SECONDS),
					entries.containsKey("break") ? breaks(of(entries, "break")) : List.of(),
					entries.containsKey("expect") ? expects(of(entries, "expect")) : List.of());
			if (!names.add(step.name())) {
				throw name.wrong("is the name of another step");
			}
			if (steps.isEmpty() && !step.breaks().isEmpty()) {
				throw of(entries, "break").wrong("must not be in the first step, with which the others are compared");
			}
			seconds += step.seconds();
			if (seconds > Bounds.SECONDS || seconds * perSecond > Bounds.ANSWERS) {
				throw of(entries, "seconds").wrong("is too much: %d seconds and %d requests together at most"
					.formatted(Bounds.SECONDS, Bounds.ANSWERS));
			}
			steps.add(step);
		}
		if (steps.stream().allMatch((step) -> step.breaks().isEmpty())) {
			throw place.wrong("break nothing");
		}
		if (steps.stream().allMatch((step) -> step.expects().isEmpty())) {
			throw place.wrong("expect nothing");
		}
		return steps;
	}

	private static List<Breakage> breaks(Place place) {
		Set<String> services = new HashSet<>();
		List<Breakage> breaks = new ArrayList<>();
		for (Place item : place.items(Bounds.SERVICES.size())) {
			Map<String, Place> entries = item.entries(Set.of("service", "fault"), Set.of("amount", "probability"));
			Place service = of(entries, "service");
			String name = oneOf(service, Bounds.SERVICES);
			if (!services.add(name)) {
				throw service.wrong("is broken already; each is broken in one way at a time");
			}
			String fault = oneOf(of(entries, "fault"), Bounds.FAULTS.keySet().stream().sorted().toList());
			breaks.add(new Breakage(name, fault, amount(item, entries, fault),
					entries.containsKey("probability") ? of(entries, "probability").part() : 1));
		}
		return breaks;
	}

	private static @Nullable Integer amount(Place item, Map<String, Place> entries, String fault) {
		Range range = Objects.requireNonNull(Bounds.FAULTS.get(fault));
		if (range.isNothing()) {
			if (entries.containsKey("amount")) {
				throw of(entries, "amount").wrong("must not be there for " + fault);
			}
			return null;
		}
		if (!entries.containsKey("amount")) {
			throw item.wrong("amount is missing");
		}
		return of(entries, "amount").number(range.least(), range.most());
	}

	private static List<Expectation> expects(Place place) {
		Set<String> known = Arrays.stream(Measure.values()).map(Measure::text).collect(Collectors.toSet());
		List<Expectation> expects = new ArrayList<>();
		place.entries(Set.of(), known).forEach((name, value) -> {
			Measure measure = Measure.of(name).orElseThrow();
			expects.add((measure == Measure.STATUSES) ? new Expectation(measure, 0, statuses(value)) : new Expectation(
					measure, value.number(measure.isAtLeast() ? 1 : 0, measure.largest()), List.of()));
		});
		return expects;
	}

	private static List<Integer> statuses(Place place) {
		return place.items(MOST_STATUSES).stream().map((status) -> status.number(LEAST_STATUS, MOST_STATUS)).toList();
	}

	private static String oneOf(Place place, List<String> known) {
		String text = place.text(Bounds.TITLE);
		if (!known.contains(text)) {
			throw place.wrong("must be one of " + String.join(", ", known));
		}
		return text;
	}

	private static Place of(Map<String, Place> entries, String key) {
		return Objects.requireNonNull(entries.get(key));
	}

}
