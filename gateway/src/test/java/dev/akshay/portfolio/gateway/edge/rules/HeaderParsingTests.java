package dev.akshay.portfolio.gateway.edge.rules;

import java.net.URI;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Whatever a header says, it is read, and never as more than it allows. */
class HeaderParsingTests {

	private static final long NOW = 1_772_366_400_000L;

	@Property
	void anythingIsReadAsDirectives(@ForAll("noise") String value) {
		assertThatCode(() -> Directives.of(List.of(value))).doesNotThrowAnyException();
		assertThatCode(() -> Directives.targeted(List.of(value))).doesNotThrowAnyException();
		assertThatCode(() -> Directives.ofRequest(null, List.of(value))).doesNotThrowAnyException();
	}

	@Property
	void whatForbidsStoringIsNeverOverlooked(@ForAll("directives") List<String> before,
			@ForAll("directives") List<String> after, @ForAll("forbidding") String forbidding) {
		var value = String.join(",", before) + "," + forbidding + "," + String.join(",", after);
		var directives = Directives.of(List.of(value));
		assertThat(directives.noStore() || directives.isPrivate()).as(value).isTrue();
	}

	@Property
	void whatForbidsStoringIsNotHiddenByAnOpenQuote(@ForAll("noise") String before) {
		var directives = Directives.of(List.of("max-age=60, x=\"" + before.replace("\"", "") + ", no-store"));
		assertThat(directives.noStore()).isTrue();
	}

	@Property
	void whatStandsInQuotesIsNoDirective(@ForAll @IntRange(max = 100) int seconds) {
		var directives = Directives.of(List.of("x=\"a, no-store, max-age=5\\\", private\", max-age=" + seconds));
		assertThat(directives.noStore()).isFalse();
		assertThat(directives.isPrivate()).isFalse();
		assertThat(directives.maxAge()).isEqualTo(seconds);
	}

	@Property
	void noLifetimeIsLongerThanTheShortestThatWasGiven(@ForAll @IntRange(max = 1000) int one,
			@ForAll @IntRange(max = 1000) int other) {
		var directives = Directives.of(List.of("max-age=" + one, "max-age=" + other));
		assertThat(directives.maxAge()).isLessThanOrEqualTo(Math.min(one, other));
	}

	@Property
	void aLifetimeThatIsNoNumberIsNone(@ForAll("noise") String value) {
		var text = "max-age=" + value;
		var directives = Directives.of(List.of(text));
		if (!value.strip().matches("(?s)\"?[0-9]+\"?.*") && !value.strip().startsWith("\"")) {
			assertThat(directives.maxAge()).as(text).isLessThanOrEqualTo(0);
		}
	}

	@Property
	void freshnessIsJudgedWhateverHeadersSay(@ForAll("noise") String date, @ForAll("noise") String expires,
			@ForAll("noise") String age, @ForAll("noise") String lastModified, @ForAll("noise") String cacheControl) {
		var headers = new HttpHeaders();
		headers.set("Date", date);
		headers.set("Expires", expires);
		headers.set("Age", age);
		headers.set("Last-Modified", lastModified);
		var freshness = Freshness.of(200, headers, Directives.of(List.of(cacheControl)), false, age, NOW, NOW, 60);
		if (freshness != null) {
			assertThat(freshness.lifetime()).isBetween(0L, 1L << 31);
			assertThat(freshness.age(NOW)).isNotNegative();
		}
	}

	@Property
	void whatIsNoDateExpiresAtOnce(@ForAll("noise") String expires) {
		if (HttpDate.parse(expires) == HttpDate.NONE) {
			var headers = new HttpHeaders();
			headers.set("Expires", expires);
			var freshness = Freshness.of(200, headers, Directives.NONE, false, null, NOW, NOW, 60);
			assertThat(freshness).isNotNull();
			assertThat(freshness.lifetime()).isZero();
		}
	}

	@Property
	void anythingIsComparedWithTags(@ForAll("noise") String condition, @ForAll("noise") String tag) {
		assertThatCode(() -> EntityTag.isAmong(List.of(condition), tag)).doesNotThrowAnyException();
		assertThatCode(() -> EntityTag.isSame(condition, tag)).doesNotThrowAnyException();
		assertThatCode(() -> EntityTag.isValid(tag)).doesNotThrowAnyException();
	}

	@Property
	void aTagIsFoundAmongOthers(@ForAll("opaque") String before, @ForAll("opaque") String tag,
			@ForAll("opaque") String after) {
		var condition = "\"" + before + "\", W/\"" + tag + "\" ,\"" + after + "\"";
		assertThat(EntityTag.isAmong(List.of(condition), "\"" + tag + "\"")).isTrue();
		assertThat(EntityTag.isAmong(List.of(condition), "\"" + before + "," + after + "x\"")).isFalse();
	}

	@Property
	void aRangeLiesWithinTheContent(@ForAll("noise") String noise, @ForAll @IntRange(min = 1, max = 100) int length,
			@ForAll int first, @ForAll int last) {
		for (var value : List.of(noise, "bytes=" + noise, "bytes=" + first + "-" + last, "bytes=" + first + "-",
				"bytes=-" + last)) {
			var range = ByteRange.of(value, length);
			if (range != null && range.isSatisfiable()) {
				assertThat(range.first()).isBetween(0, length - 1);
				assertThat(range.last()).isBetween(range.first(), length - 1);
			}
		}
	}

	@Property
	void codingsAreWeighedWhateverIsAccepted(@ForAll("noise") String value) {
		assertThat(AcceptEncoding.weight(value, "gzip")).isBetween(0, 1000);
	}

	@Property
	void keysAreStable(@ForAll("paths") String path) {
		var uri = URI.create("http://Example.org:8080" + path);
		var key = CacheKey.of(uri);
		if (key != null) {
			assertThat(key).startsWith("http://example.org:8080/");
			assertThat(CacheKey.of(URI.create(key))).isEqualTo(key);
			assertThat(CacheKey.uri(uri, key)).hasToString(key);
			// two keys are the same only where the decoded paths are
			assertThat(URI.create(key).getPath()).isEqualTo(uri.getPath());
			assertThat(URI.create(key).getRawQuery() == null).isEqualTo(uri.getRawQuery() == null);
			assertThat(("/" + key.substring(key.indexOf("8080/") + 5)).replaceAll("\\?.*", "")).doesNotContain("/../",
					"/./");
		}
	}

	@Provide
	Arbitrary<String> noise() {
		return Arbitraries.oneOf(Arbitraries.strings().ascii().ofMaxLength(40),
				Arbitraries.strings().all().ofMaxLength(20),
				Arbitraries
					.of("max-age", "=", "\"", ",", " ", "no-store", "\\", ";", "q=", "Sun, 06 Nov 1994 08:49:37 GMT",
							"-", "0", "1", "99999999999999999999", "W/", "*", "bytes=", "?0", "\t", "(", ")", "é", ":",
							"GMT")
					.list()
					.ofMaxSize(12)
					.map((parts) -> String.join("", parts)));
	}

	@Provide
	Arbitrary<List<String>> directives() {
		return Arbitraries
			.of("max-age=60", "public", "s-maxage=\"60\"", "x", "x=y", "x=\"a,b\"", "", " ", "=", "=x",
					"must-revalidate", "max-age", "no-cache=\"a, b\"", "stale-if-error=5", "x=\"\\\"\"")
			.list()
			.ofMaxSize(6);
	}

	@Provide
	Arbitrary<String> forbidding() {
		return Arbitraries.of("no-store", "NO-STORE", " no-store ", "private", "Private=\"set-cookie\"", "no-store=x",
				"private=", "\tno-store\t");
	}

	@Provide
	Arbitrary<String> opaque() {
		return Arbitraries.strings().withCharRange('a', 'z').withChars(",-/* W").ofMinLength(1).ofMaxLength(12);
	}

	@Provide
	Arbitrary<String> paths() {
		var segment = Arbitraries.of("a", "B", "%41", "%2F", "%2e", ".", "..", "%7e", "%c3%a4", "", "x;y=z", "%25");
		var query = Arbitraries.of("", "?", "?a=b", "?a=%41", "?../x", "#f");
		return Combinators.combine(segment.list().ofMinSize(1).ofMaxSize(5), query)
			.as((segments, tail) -> "/" + String.join("/", segments) + tail);
	}

}
