package dev.akshay.portfolio.platform.chaos;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class FaultsTests {

	private static final long NOW = 1_764_432_000;

	private static final Fault LATENCY = new Fault("projects-service", Fault.Kind.LATENCY, 800, 50, NOW + 60);

	private static final Fault ERROR = new Fault("website", Fault.Kind.ERROR, 0, 100, NOW + 30);

	@Test
	void travelsAndArrives() {
		var value = new Faults(List.of(LATENCY, ERROR)).headerValue();
		assertThat(value).isEqualTo("chaos=projects-service:latency:800:50:1764432060/website:error:0:100:1764432030");
		assertThat(Faults.parse(List.of(value), NOW).all()).containsExactly(LATENCY, ERROR);
	}

	@Test
	void needsNoCompanyAndMindsNone() {
		var value = new Faults(List.of(ERROR)).headerValue();
		assertThat(Faults.parse(List.of("one=1, " + value.replace("=", " = ") + " ;property=2 ,other=3"), NOW).all())
			.containsExactly(ERROR);
		assertThat(Faults.parse(List.of("one=1", value), NOW).all()).containsExactly(ERROR);
	}

	@Test
	void forgetsWhatIsOver() {
		var value = new Faults(List.of(LATENCY, ERROR)).headerValue();
		assertThat(Faults.parse(List.of(value), NOW + 29).all()).containsExactly(LATENCY, ERROR);
		assertThat(Faults.parse(List.of(value), NOW + 30).all()).containsExactly(LATENCY);
		assertThat(Faults.parse(List.of(value), NOW + 60)).isEqualTo(Faults.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "chaos", "chaos=", "chaos=/", "chaos=website", "chaos=website:error:0:100",
			"chaos=website:error:0:100:1764432030:1", "chaos=website:error:0:100:1764432030/",
			"chaos=website:error:0:100:x", "chaos=website:error:0:0:1764432030", "chaos=website:error:0:101:1764432030",
			"chaos=website:error:1:100:1764432030", "chaos=website:latency:0:100:1764432030",
			"chaos=website:latency:10001:100:1764432030", "chaos=website:latency:4294967396:100:1764432030",
			"chaos=website:slow-body:99:100:1764432030", "chaos=website:slow-body:100001:100:1764432030",
			"chaos=website:latency:-5:100:1764432030", "chaos=website:latency:+5:100:1764432030",
			"chaos=website:latency:05:100:1764432030", "chaos=website:latency::100:1764432030",
			"chaos=website:ERROR:0:100:1764432030", "chaos=website:slow_body:100:100:1764432030",
			"chaos=Website:error:0:100:1764432030", "chaos=web site:error:0:100:1764432030",
			"chaos=website:error:0:100:1764433000", "chaos=website:error:0:100:99999999999999999999",
			"CHAOS=website:error:0:100:1764432030", "xchaos=website:error:0:100:1764432030",
			"\"chaos\"=website:error:0:100:1764432030", "chaos=website%3Aerror%3A0%3A100%3A1764432030",
			"chaos=website:error:0:100:1764432030/website:error:0:100:x" })
	void believesNothingThatIsNotExactlyAsItShouldBe(String value) {
		assertThat(Faults.parse(List.of(value), NOW)).isEqualTo(Faults.NONE);
	}

	static Stream<String> tooMuch() {
		var one = "website:error:0:100:1764432030";
		return Stream.of("chaos=" + IntStream.range(0, 17).mapToObj((_) -> one).collect(Collectors.joining("/")),
				"other=" + "x".repeat(8192) + ",chaos=" + one, "chaos=" + "a".repeat(41) + ":error:0:100:1764432030");
	}

	@ParameterizedTest
	@MethodSource("tooMuch")
	void believesNothingThatIsTooMuch(String value) {
		assertThat(Faults.parse(List.of(value), NOW)).isEqualTo(Faults.NONE);
	}

	@Property
	void neverFailsOverWhatSomebodyWrites(@ForAll String text) {
		assertThatCode(() -> Faults.parse(List.of("chaos=" + text, text), NOW)).doesNotThrowAnyException();
	}

	@Test
	void knowsWhatIsTheMatterWithWhom() {
		var faults = new Faults(List.of(LATENCY, ERROR));
		assertThat(faults.on("website")).isEqualTo(ERROR);
		assertThat(faults.on("contact-service")).isNull();
	}

}
