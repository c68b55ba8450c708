package dev.akshay.portfolio.platform.editing;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.akshay.portfolio.platform.editing.Difference.LineChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LinesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			a       | a         | " a"
			""      | a         | "- +a"
			a       | ""        | "-a +"
			a b c   | a c       | " a -b  c"
			a c     | a b c     | " a +b  c"
			a b     | b a       | "-a  b +a"
			a a a   | a a       | " a  a -a"
			a b c d | x b y d   | "-a +x  b -c +y  d"
			""")
	void saysWhatBecameOfEachLine(String before, String after, String expected) {
		assertThat(difference(before.replace(' ', '\n'), after.replace(' ', '\n'))).isEqualTo(expected);
	}

	@Test
	void everyEndOfALineIsOne() {
		assertThat(Lines.difference("a\r\nb\rc", "a\nb\nc")).extracting(LineChange::change).containsOnly("same");
	}

	@Test
	void eachSideCanBeReadFromItWithTheFewestChanges() {
		var random = new Random(21);
		for (int i = 0; i < 2000; i++) {
			var before = text(random);
			var after = text(random);
			var changes = Lines.difference(before, after);
			assertThat(without("added", changes)).isEqualTo(before);
			assertThat(without("removed", changes)).isEqualTo(after);
			assertThat(changes.stream().filter((change) -> change.change().equals("same")))
				.as("%s -> %s", before, after)
				.hasSize(longestInCommon(before.split("\n", -1), after.split("\n", -1)));
		}
	}

	@Test
	void textsWithNothingInCommonAreReplaced() {
		var before = numbered("a", 50_000);
		var after = numbered("b", 50_000);
		var changes = Lines.difference("same\n" + before + "\nsame", "same\n" + after + "\nsame");
		assertThat(changes).hasSize(100_002);
		assertThat(without("added", changes)).isEqualTo("same\n" + before + "\nsame");
		assertThat(without("removed", changes)).isEqualTo("same\n" + after + "\nsame");
	}

	private static String numbered(String name, int lines) {
		return IntStream.range(0, lines).mapToObj((line) -> name + line).collect(Collectors.joining("\n"));
	}

	private static String text(Random random) {
		return random.ints(1 + random.nextInt(9), 0, 4)
			.mapToObj((letter) -> "abc ".substring(letter, letter + 1).strip())
			.collect(Collectors.joining("\n"));
	}

	private static String difference(String before, String after) {
		return Lines.difference(before, after).stream().map((line) -> switch (line.change()) {
			case "added" -> "+";
			case "removed" -> "-";
			default -> " ";
		} + line.text()).collect(Collectors.joining(" "));
	}

	private static String without(String change, List<LineChange> changes) {
		return changes.stream()
			.filter((line) -> !line.change().equals(change))
			.map(LineChange::text)
			.collect(Collectors.joining("\n"));
	}

	/** The straightforward way. */
	private static int longestInCommon(String[] before, String[] after) {
		var lengths = new int[before.length + 1][after.length + 1];
		for (int i = 1; i <= before.length; i++) {
			for (int j = 1; j <= after.length; j++) {
				lengths[i][j] = before[i - 1].equals(after[j - 1]) ? lengths[i - 1][j - 1] + 1
						: Math.max(lengths[i - 1][j], lengths[i][j - 1]);
			}
		}
		return lengths[before.length][after.length];
	}

}
