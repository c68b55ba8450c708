package dev.akshay.portfolio.website.projects;

import java.util.List;

/**
 * A figure as it is set: the number large, the words around it small.
 *
 * @param before words before the number
 * @param number from the first to the last word with a digit
 * @param after words behind it
 */
public record Figure(String before, String number, String after) {

	static Figure of(String text) {
		var words = List.of(text.strip().split("\\s+"));
		var first = 0;
		while (first < words.size() && !hasDigit(words.get(first))) {
			first++;
		}
		if (first == words.size()) {
			return new Figure("", text.strip(), "");
		}
		var last = words.size() - 1;
		while (!hasDigit(words.get(last))) {
			last--;
		}
		return new Figure(join(words.subList(0, first)), join(words.subList(first, last + 1)),
				join(words.subList(last + 1, words.size())));
	}

	private static boolean hasDigit(String word) {
		return word.chars().anyMatch(Character::isDigit);
	}

	private static String join(List<String> words) {
		return String.join(" ", words);
	}

}
