package dev.akshay.portfolio.gateway.protection;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestTargetTests {

	private static final List<String> PARTS = List.of("/", ".", "%2e", "%2F", "%5c", "%", "%00", "%c3", "%61", "a", "?",
			";", "\\", "{", ":");

	private static final int LENGTH = 4;

	@Test
	void whateverIsTakenMeansTheSameToEverybody() {
		var taken = targets(LENGTH).flatMap((target) -> normalized(target).stream()).peek((target) -> {
			var uri = URI.create("http://localhost" + target);
			assertThat(uri.getRawPath()).startsWith("/");
			assertThat(uri.normalize()).as(target).isEqualTo(uri);
			assertThat(uri.getPath()).as(target).doesNotContain("\\", ";", "//", "/../", "/./", "\0", "\uFFFD");
			assertThat(normalized(target)).as(target).contains(target);
		}).count();
		assertThat(taken).isPositive();
	}

	@Test
	void passesTheSameStringWhereThereIsNothingToChange() {
		var target = "/projects/a%20b?q=%7B";
		assertThat(RequestTarget.normalized(target, "localhost")).isSameAs(target);
	}

	@Test
	void decodesWhatIsEncodedForNothing() {
		assertThat(normalized("/%61pi/%65xport%2dall?q=%7e%c3%a4%26")).contains("/api/export-all?q=~%C3%A4%26");
	}

	private static Optional<String> normalized(String target) {
		try {
			return Optional.of(RequestTarget.normalized(target, "localhost"));
		}
		catch (MalformedRequest ex) {
			return Optional.empty();
		}
	}

	/** Everything that can be made of the parts. */
	private static Stream<String> targets(int length) {
		return (length == 0) ? Stream.of("/") : targets(length - 1)
			.flatMap((start) -> Stream.concat(Stream.of(start), PARTS.stream().map((part) -> start + part)));
	}

}
