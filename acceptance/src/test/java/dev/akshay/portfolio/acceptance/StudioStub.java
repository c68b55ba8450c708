package dev.akshay.portfolio.acceptance;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;

/**
 * Stands in for the services behind the studio's pages, within the browser: the pages are
 * the site's own, what fills them is not. One project, one message, one token.
 */
final class StudioStub {

	static final String TITLE = "A ledger that never forgets";

	static final String BODY = "It began with a *lost* entry.\\n\\n- one\\n- two";

	private static final String DOCUMENT = """
			{"title": "%s", "company": "Acme", "year": 2024, "summary": "%s", "stack": ["Java", "Kafka"],
				"order": 1, "body": "%s"}""";

	private static final String ITEM = """
			{"slug": "ledger", "revision": %d, "publishedRevision": 1, "state": "%s", "document": %s}""";

	/** A PNG of one pixel. */
	private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

	static final String IMAGE = "/media/0123456789abcdef0123456789abcdef-1000x500";

	private static final Pattern REVISION = Pattern.compile("\"r(\\d+)\"");

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

	private volatile int revision = 7;

	private volatile boolean oneTime;

	StudioStub(BrowserContext visitor) {
		visitor.route(Pattern.compile("/api/"), this::answer);
		visitor.route(Pattern.compile("//[^/]+/media/"), (route) -> route
			.fulfill(new FulfillOptions().setContentType("image/png").setBodyBytes(Base64.getDecoder().decode(PIXEL))));
	}

	/** The next change of content is refused. */
	void refuse(int status, String problem) {
		this.refusals.add(new Refusal(status, problem));
	}

	/** The next change finds that somebody else wrote a summary. */
	void changeMeanwhile(String summary) {
		this.revision += 2;
		refuse(412, """
				{"type": "/problems/changed-meanwhile", "detail": "This was changed meanwhile.", "current": %s}"""
			.formatted(item(this.revision, "published", DOCUMENT.formatted(TITLE, summary, BODY))));
	}

	void askForAPassword() {
		this.oneTime = true;
	}

	/** What was asked with a method other than GET, oldest first, previews aside. */
	List<Asked> asked() {
		return this.asked;
	}

	private void answer(Route route) {
		var request = route.request();
		var path = request.url().replaceFirst("^\\w+://[^/]+", "").replaceFirst("\\?.*", "");
		if (!request.method().equals("GET") && !path.endsWith("/preview")) {
			this.asked.add(new Asked(request.method(), path, request));
			var refusal = this.refusals.poll();
			if (refusal != null) {
				route.fulfill(new FulfillOptions().setStatus(refusal.status())
					.setContentType("application/problem+json")
					.setBody(refusal.problem()));
				return;
			}
		}
		route.fulfill(answer(request, path));
	}

	private FulfillOptions answer(Request request, String path) {
		return switch (path) {
			case "/api/session" -> json("""
					{"csrf": "c", "scopes": [], "expiresAt": "2026-11-25T18:00:00Z", "secondFactor": false,
						"passwordChangeRequired": %s}""".formatted(this.oneTime));
			case "/api/session/second-factor" ->
				json("""
						{"secret": "JBSWY3DPEHPK3PXP", "uri": "otpauth://totp/portfolio:owner?secret=JBSWY3DPEHPK3PXP",
							"qr": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2' role='img' aria-label='QR code'><path d='M0,0h1v1h-1z'/></svg>"}""");
			case "/api/tokens" -> json(request.method().equals("POST") ? """
					{"id": "1", "name": "ci", "scopes": ["content:write"], "expiresAt": "2027-01-01T00:00:00Z",
						"token": "pf_1_secret"}""" : """
					{"tokens": [{"id": "1", "name": "ci", "scopes": ["content:write"],
						"createdAt": "2026-11-01T00:00:00Z", "expiresAt": "2027-01-01T00:00:00Z"}]}""");
			case "/api/audit" -> json(auditPage(request.url().contains("before=")));
			case "/api/media" -> request.method().equals("POST") ? json(image(2, "A new bridge")).setStatus(201)
					: json("{\"media\": [%s, %s]}".formatted(image(0, "A ferry"), image(1, "A river")));
			case "/api/media/0" ->
				request.method().equals("PATCH") ? json(image(0, "A steamer")) : new FulfillOptions().setStatus(204);
			case "/api/contact/dead-letters" -> json("""
					{"waiting": 1, "letters": [{"id": "d", "topic": "portfolio.contact.deliveries.dead-letters",
						"type": "dev.akshay.portfolio.contact.message-delivered.v1", "time": "2026-11-25T12:00:00Z",
						"reasons": ["the data is not valid JSON"], "attempts": 2}]}""");
			case "/api/contact/messages" -> json("""
					{"messages": [%s], "counts": {"new": 1, "suspect": 1}}""".formatted(message("new")));
			case "/api/contact/messages/m" -> json(message("read")).setHeaders(tag("m1"));
			case "/api/import" -> request.headers().get("content-type").equals("application/zip") ? json("""
					{"id": "i", "state": "applied", "files": [{"path": "projects/kiln.md", "change": "removed"},
						{"path": "projects/ledger.md", "change": "changed"},
						{"path": "profile.yaml", "change": "unchanged"}]}""") : json("""
					{"applied": false, "revision": 3, "changes": [{"field": "headline", "old": "Builds bridges",
						"new": "Builds engines"}], "ignored": [{"field": "basics.phone",
						"reason": "the profile has no place for it"}]}""").setHeaders(tag("r3"));
			case "/api/profile" -> json("""
					{"slug": "profile", "revision": 3, "publishedRevision": 3, "state": "published", "document":
						{"name": "Ada", "site": "ada.test", "figures": [{"value": "3", "label": "engines"}]}}""")
				.setHeaders(tag("r3"));
			default -> path.startsWith("/api/contact/") ? json("{}") : content(request, path);
		};
	}

	/** One full page, and one entry behind it. */
	private static String auditPage(boolean second) {
		return IntStream.range(0, second ? 1 : 50)
			.mapToObj((_) -> """
					{"id": 7, "at": "2026-11-25T12:00:00Z", "action": "a", "phase": "ended", "who": "%s",
						"method": "PUT", "path": "/api/projects/ledger", "service": "projects-service",
						"status": 200}""".formatted(second ? "token:ci" : "session"))
			.collect(Collectors.joining(",", "{\"entries\": [", "]}"));
	}

	private FulfillOptions content(Request request, String path) {
		if (path.endsWith("/preview")) {
			return json("{\"html\": \"<p>It began with a <em>lost</em> entry.</p>\"}");
		}
		if (path.endsWith("/order")) {
			return json("[]");
		}
		if (path.endsWith("/revisions")) {
			return json("""
					{"revisions": [{"number": 2, "action": "drafted", "author": "session", "reason": "Typo",
						"at": "2026-11-25T12:00:00Z"}, {"number": 1, "action": "published", "author": "file",
						"at": "2026-11-24T12:00:00Z"}]}""");
		}
		if (path.contains("/diff/")) {
			return json("""
					{"from": 1, "to": 2, "changes": [{"field": "title", "old": "A ledger", "new": "A good ledger"},
						{"field": "body", "old": "a", "new": "b", "lines": [{"change": "same", "text": "one"},
						{"change": "removed", "text": "two"}, {"change": "added", "text": "zwei"}]}]}""");
		}
		if (request.url().contains("view=deleted")) {
			return json("[]");
		}
		var document = DOCUMENT.formatted(TITLE, "It counts what is owed.", BODY);
		if (path.equals("/api/projects") || path.equals("/api/insights")) {
			return json("[%s, %s]".formatted(item(this.revision, "published", document),
					item(2, "draft", DOCUMENT.formatted("A kiln", "It burns.", BODY)).replace("ledger", "kiln")));
		}
		if (!request.method().equals("GET")) {
			this.revision++;
		}
		var written = request.method().equals("PUT") ? request.postData() : document;
		return json(item(this.revision, request.url().contains("draft") ? "changed" : "published", written))
			.setHeaders(tag("r" + this.revision));
	}

	private static String item(int revision, String state, String document) {
		return ITEM.formatted(revision, state, document);
	}

	private static String message(String state) {
		return """
				{"id": "m", "receivedAt": "2026-11-25T12:00:00Z", "name": "Grace", "email": "grace@example.org",
					"subject": "An engine", "excerpt": "Dear Ada", "body": "Dear Ada,\\nhello.", "state": "%s",
					"suspect": true, "suspicions": ["NO_PROOF"], "reply": "mailto:grace@example.org",
					"delivery": {"receipt": "r", "steps": [{"event": "received", "at": "2026-11-25T12:00:00Z"}]}}"""
			.formatted(state);
	}

	private static String image(int id, String alt) {
		return """
				{"id": "%1$d", "number": %1$d, "version": 1, "name": "IMG_2026-11-25_12-00-00.jpg", "alt": "%2$s",
					"type": "image/jpeg", "width": 1000, "height": 500, "bytes": 70000, "address": "%3$s.jpg",
					"markdown": "![%2$s](%3$s.jpg)", "variants": [
						{"address": "%3$s-480.jpg", "width": 480, "height": 240, "bytes": 7000},
						{"address": "%3$s.jpg", "width": 1000, "height": 500, "bytes": 70000}]}""".formatted(id, alt,
				IMAGE);
	}

	private static FulfillOptions json(String body) {
		return new FulfillOptions().setContentType("application/json").setBody(body);
	}

	private static Map<String, String> tag(String version) {
		return Map.of("Content-Type", "application/json", "ETag", '"' + version + '"');
	}

	/** A change that the page asked for. */
	record Asked(String method, String path, Request request) {

		/** The revision that it is based on. */
		int basis() {
			var match = REVISION.matcher(this.request.headers().getOrDefault("if-match", ""));
			return match.matches() ? Integer.parseInt(match.group(1)) : 0;
		}

		String says(String field) {
			return Suite.JSON.readTree(this.request.postData()).get(field).asString();
		}

	}

	record Refusal(int status, String problem) {
	}

}
