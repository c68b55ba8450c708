package dev.akshay.portfolio.platform.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.scenario.Scenario.Breakage;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.List.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScenarioFileTests {

	private static final String GOOD = """
			title: Profile slow
			hypothesis: It stays.
			read: [/, /api/profile]
			per-second: 2
			steps:
			  - name: calm
			    says: Nothing.
			    seconds: 4
			  - name: slow
			    says: It is late.
			    seconds: 5
			    break:
			      - { service: profile-service, fault: latency, amount: 800, probability: 0.5 }
			      - { service: website, fault: abort }
			    expect:
			      answered: 100
			      statuses: [200, 404]
			      p99-over-calm: 0
			""";

	@Test
	void readsEverything() {
		Scenario scenario = ScenarioFile.read("profile-slow.yaml", GOOD);
		assertThat(scenario.name()).isEqualTo("profile-slow");
		assertThat(scenario.paths()).containsExactly("/", "/api/profile");
		assertThat(scenario.seconds()).isEqualTo(9);
		Scenario.Step slow = scenario.steps().getLast();
		assertThat(slow.breaks()).containsExactly(new Breakage("profile-service", "latency", 800, 0.5),
				new Breakage("website", "abort", null, 1));
		assertThat(slow.expects()).containsExactly(new Expectation(Measure.ANSWERED, 100, of()),
				new Expectation(Measure.STATUSES, 0, of(200, 404)), new Expectation(Measure.P99_OVER_CALM, 0, of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					'title: Profile slow'  | 'title: '             | 'line 1, title: must have 1 to 80 characters'
					'title: Profile slow'  | 'titel: Profile slow' | 'line 1, titel: is unknown here'
					'per-second: 2'        | ''                    | 'line 1: per-second is missing'
					'per-second: 2'        | 'per-second: 11'      | 'line 4, per-second: must be a whole number from 1 to 10'
					'per-second: 2'        | 'per-second: 2.0'     | 'line 4, per-second: must be a whole number from 1 to 10'
					'per-second: 2'        | 'per-second: [2]'     | 'line 4, per-second: must be a single value'
					'seconds: 4'           | 'seconds: 31'         | 'line 8, steps[0].seconds: must be a whole number from 1 to 30'
					'    seconds: 4'       | '    seconds: 4\\n    seconds: 4' | 'line 9, steps[0].seconds: is there twice'
					'    seconds: 4'       | '    seconds: 4\\n    kill: website' | 'line 9, steps[0].kill: is unknown here'
					'    seconds: 4'       | '    seconds: 4\\n    break: [{service: website, fault: abort}]' | 'line 9, steps[0].break: must not be in the first step, with which the others are compared'
					'name: slow'           | 'name: calm'          | 'line 9, steps[1].name: is the name of another step'
					'name: slow'           | 'name: Slow'          | 'line 9, steps[1].name: must be words in lower case, such as calm'
					'/api/profile'         | 'https://other.test/' | 'line 3, read[1]: must be a path of this site without parameters, such as /projects/kodai'
					'/api/profile'         | '//other.test'        | 'line 3, read[1]: must be a path of this site without parameters, such as /projects/kodai'
					'/api/profile'         | '/a/../b'             | 'line 3, read[1]: must be a path of this site without parameters, such as /projects/kodai'
					'/api/profile'         | '"/contact?name=a"'   | 'line 3, read[1]: must be a path of this site without parameters, such as /projects/kodai'
					'[/, /api/profile]'    | '[]'                  | 'line 3, read: must have 1 to 6 items'
					'[/, /api/profile]'    | '[/,/,/,/,/,/,/]'     | 'line 3, read: must have 1 to 6 items'
					'[/, /api/profile]'    | '/'                   | 'line 3, read: must be a list'
					'[/, /api/profile]'    | '[&a /, *a]'          | 'line 3, read[0]: must not be an anchor or an alias'
					'fault: abort'         | 'fault: kill'         | 'line 14, steps[1].break[1].fault: must be one of abort, error, latency, slow-body'
					'fault: abort'         | 'fault: abort, amount: 1' | 'line 14, steps[1].break[1].amount: must not be there for abort'
					'service: website'     | 'service: postgres'   | 'line 14, steps[1].break[1].service: must be one of website, profile-service, projects-service, insights-service, contact-service, observatory'
					'service: website'     | 'service: profile-service' | 'line 14, steps[1].break[1].service: is broken already; each is broken in one way at a time'
					', amount: 800'        | ''                    | 'line 13, steps[1].break[0]: amount is missing'
					'amount: 800'          | 'amount: 10001'       | 'line 13, steps[1].break[0].amount: must be a whole number from 1 to 10000'
					'probability: 0.5'     | 'probability: 1.5'    | 'line 13, steps[1].break[0].probability: must be from 0.01 to 1, with two digits at most'
					'probability: 0.5'     | 'probability: 0.00'   | 'line 13, steps[1].break[0].probability: must be from 0.01 to 1, with two digits at most'
					'probability: 0.5'     | 'probability: 0.005'  | 'line 13, steps[1].break[0].probability: must be from 0.01 to 1, with two digits at most'
					'answered: 100'        | 'answered: 101'       | 'line 16, steps[1].expect.answered: must be a whole number from 1 to 100'
					'answered: 100'        | 'stale: 0'            | 'line 16, steps[1].expect.stale: must be a whole number from 1 to 300'
					'answered: 100'        | 'happy: 100'          | 'line 16, steps[1].expect.happy: is unknown here'
					'[200, 404]'           | '[20]'                | 'line 17, steps[1].expect.statuses[0]: must be a whole number from 200 to 599'
					'title: Profile slow'  | 'title: [Profile'     | 'line 2: expected'
					""")
	void tellsWhereAndWhatIsWrong(String good, String bad, String told) {
		assertThat(GOOD).contains(good);
		String yaml = GOOD.replaceFirst(Pattern.quote(good),
				Matcher.quoteReplacement((bad != null) ? bad.replace("\\n", "\n") : ""));
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", yaml))
			.withMessageStartingWith("slow.yaml, " + told);
	}

	@Test
	void refusesMoreThanAVisitorShouldAskFor() {
		String many = GOOD.replace("per-second: 2", "per-second: 10").replaceAll("seconds: [45]", "seconds: 16");
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", many))
			.withMessage(
					"slow.yaml, line 11, steps[1].seconds: is too much: 90 seconds and 300 requests together at most");
		String large = GOOD + "#".repeat(Bounds.FILE);
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", large));
	}

	@Test
	void refusesWhatShowsNothing() {
		String calm = GOOD.substring(0, GOOD.indexOf("    break:"));
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", calm))
			.withMessage("slow.yaml, line 6, steps: break nothing");
		String careless = GOOD.substring(0, GOOD.indexOf("    expect:"));
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", careless))
			.withMessage("slow.yaml, line 6, steps: expect nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "42", "a: &a [*a]", "title: x\n---\ntitle: y", "a: b: c", "\t" })
	void refusesWhatIsNoScenario(String yaml) {
		assertThatExceptionOfType(InvalidScenario.class).isThrownBy(() -> ScenarioFile.read("slow.yaml", yaml))
			.withMessageStartingWith("slow.yaml, line ");
	}

}
