package dev.akshay.portfolio.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of PromQL.
 *
 * @param kind what it is
 * @param text how it is written
 * @param at where it begins
 */
record Token(Kind kind, String text, int at) {

	private static final Pattern WORDS = Pattern.compile("""
			(?<SPACE>\\s+|\\#[^\\n]*)\
			|(?<DURATION>(?:\\d+(?:ms|[smhdwy]))+|\\$__[a-z_]+)\
			|(?<NUMBER>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\
			|(?<NAME>[a-zA-Z_][a-zA-Z0-9_:]*)\
			|(?<STRING>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*')\
			|(?<SYMBOL>=~|!~|!=|==|>=|<=|[-+*/%^=<>(){}\\[\\],:@])""");

	static List<Token> of(String expression) {
		var tokens = new ArrayList<Token>();
		Matcher word = WORDS.matcher(expression);
		int at = 0;
		while (at < expression.length()) {
			if (!word.region(at, expression.length()).lookingAt()) {
				throw new InvalidExpression(expression, at, "no word of PromQL");
			}
			for (Kind kind : Kind.values()) {
				if (kind != Kind.END && word.group(kind.name()) != null && kind != Kind.SPACE) {
					tokens.add(new Token(kind, word.group(), at));
				}
			}
			at = word.end();
		}
		tokens.add(new Token(Kind.END, "the end", at));
		return tokens;
	}

	/** What a word can be. */
	enum Kind {

		SPACE, DURATION, NUMBER, NAME, STRING, SYMBOL, END

	}

}
