package dev.akshay.portfolio.contact.inbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyTests {

	private static final Instant TIME = Instant.parse("2026-11-23T23:30:00Z");

	@Test
	void quotesWhatIsAnswered() {
		assertThat(Reply.to("Ada Lovelace", "ada@example.org", "A question", "How?\n\n> Why?\r\nThanks", TIME))
			.isEqualTo("mailto:ada@example.org?subject=Re%3A%20A%20question"
					+ "&body=%0D%0A%0D%0AOn%202026-11-23%2C%20Ada%20Lovelace%20wrote%3A%0D%0A%3E%20How%3F%0D%0A"
					+ "%3E%20%0D%0A%3E%20%3E%20Why%3F%0D%0A%3E%20Thanks");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, nullValues = "-", textBlock = """
			A question|Re: A question
			Re: A question|Re: A question
			RE: re:Re[2]: A question|Re: A question
			Regarding you|Re: Regarding you
			About re: this|Re: About re: this
			-|Re: your message""")
	void saysOnceThatItAnswers(@Nullable String subject, String expected) {
		assertThat(Mail.of(Reply.to("Ada", "ada@example.org", subject, "How?", TIME)).subject()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a?bcc=all@example.org", "a&bcc=all@example.org", "a\r\nBcc: all@example.org",
			"a%0D%0ABcc:%20all@example.org", "a\nBcc: all@example.org", "a\u2028Bcc: all@example.org", "a#body=x",
			"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
			"javascript:alert(1)", "{{7*7}}${7*7}", "a;b,c:d@e", "\u0000\u001b[31m", "\u202egnp.exe", "+ * ~ %" })
	void keepsWhatSomebodyWroteInItsField(String text) {
		var address = Reply.to(text, "ada@example.org", text, text, TIME);
		assertThat(address).matches("mailto:ada@example\\.org\\?subject=[A-Za-z0-9%._~-]*&body=[A-Za-z0-9%._~-]*");
		var mail = Mail.of(address);
		assertThat(mail.to()).isEqualTo("ada@example.org");
		assertThat(mail.subject()).startsWith("Re: ").doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
		assertThat(mail.lines()).hasSizeGreaterThan(3).startsWith("", "");
		assertThat(mail.lines().stream().skip(3)).allMatch((line) -> line.startsWith("> "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a?bcc=all&x=%0d@example.org", "a&cc=b@example.org", "a%40b#c@example.org",
			"a\r\nbcc:b@example.org", "a+b*c@example.org" })
	void keepsAnAddressAnAddress(String email) {
		var address = Reply.to("Ada", email, "A question", "How?", TIME);
		assertThat(address).matches("mailto:[A-Za-z0-9%._~@-]+\\?subject=[^&?]*&body=[^&?]*");
		assertThat(Mail.of(address).to()).isEqualTo(email.replace("\r\n", " "));
	}

	@Test
	void cutsLongTextsBetweenCharacters() {
		for (var text : List.of("😀".repeat(4000), "ñ\n".repeat(3000), "x".repeat(5000), "\n".repeat(5000) + "x")) {
			var address = Reply.to(text, "a".repeat(240) + "@example.org", text, text, TIME);
			assertThat(address).hasSizeLessThanOrEqualTo(Reply.LONGEST);
			assertThat(URLDecoder.decode(address, StandardCharsets.UTF_8)).doesNotContain("\ufffd");
		}
		assertThat(Mail.of(Reply.to("Ada", "ada@example.org", "A question", "x".repeat(5000), TIME)).lines()).last()
			.asString()
			.matches("> x{1500,}…");
	}

	@Property
	void isAnAddressWhateverSomebodyWrote(@ForAll @StringLength(max = 120) String name,
			@ForAll @StringLength(max = 180) String subject, @ForAll @StringLength(max = 3000) String body) {
		var address = Reply.to(name, "ada@example.org", subject, body, TIME);
		assertThat(address).hasSizeLessThanOrEqualTo(Reply.LONGEST).matches("[A-Za-z0-9:@?&=%._~-]+");
		assertThat(URI.create(address).getScheme()).isEqualTo("mailto");
		assertThat(Mail.of(address).subject()).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
	}

	/** What a mail program makes of an address. */
	record Mail(String to, String subject, List<String> lines) {

		static Mail of(String address) {
			var parts = address.substring("mailto:".length()).split("\\?", -1);
			assertThat(parts).hasSize(2);
			var fields = parts[1].split("&", -1);
			assertThat(Stream.of(fields).map((field) -> field.substring(0, field.indexOf('='))))
				.containsExactly("subject", "body");
			return new Mail(decoded(parts[0]), decoded(fields[0].substring("subject=".length())),
					List.of(decoded(fields[1].substring("body=".length())).split("\r\n", -1)));
		}

		private static String decoded(String text) {
			// a plus means itself
			assertThat(text).doesNotContain("+");
			return URLDecoder.decode(text, StandardCharsets.UTF_8);
		}

	}

}
