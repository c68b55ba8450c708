package dev.akshay.portfolio.platform.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.akshay.portfolio.platform.scenario.Report.Claim;
import dev.akshay.portfolio.platform.scenario.Scenario.Expectation;
import dev.akshay.portfolio.platform.scenario.Scenario.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same cases are put to the browser's verdicts by {@code ScenarioTests} of
 * acceptance.
 */
class VerdictTests {

	static List<Case> cases() throws IOException {
		try (InputStream stream = Objects.requireNonNull(VerdictTests.class.getResourceAsStream("/verdicts.json"))) {
			return JsonMapper.shared().readValue(stream, new TypeReference<>() {
			});
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void isWhatTheAnswersSay(Case one) {
		Scenario scenario = new Scenario("case", "Case", "That it is so.", List.of("/"), 1,
				List.of(new Step("calm", "Nothing.", 1, List.of(), List.of()),
						new Step("broken", "Something.", 1, List.of(), one.expects())));
		Report report = Report.of(scenario, List.of(answers(one.calm()), answers(one.step())));
		List<Claim> claims = report.outcomes().getLast().claims();
		assertThat(claims).extracting(Claim::holds).containsExactlyElementsOf(one.holds());
		assertThat(claims).extracting((claim) -> Double.isNaN(claim.observed()) ? null : claim.observed())
			.containsExactlyElementsOf(one.observed());
		assertThat(report.holds()).isEqualTo(!one.holds().contains(false));
	}

	private static List<Answer> answers(List<Given> given) {
		return given.stream()
			.flatMap((one) -> Collections.nCopies((one.times() != null) ? one.times() : 1, one.answer()).stream())
			.toList();
	}

	record Case(String about, List<Expectation> expects, List<Given> calm, List<Given> step,
			List<@Nullable Double> observed, List<Boolean> holds) {

		@Override
		public String toString() {
			return this.about;
		}

	}

	record Given(int status, double millis, @Nullable Map<String, String> headers, @Nullable Integer times) {

		Answer answer() {
			if (this.status == 0) {
				return Answer.none(this.millis);
			}
			return Answer.of(this.status, (name) -> (this.headers != null) ? this.headers.get(name) : null,
					this.millis);
		}

	}

}
