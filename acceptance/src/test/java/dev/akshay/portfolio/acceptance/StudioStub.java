package dev.akshay.portfolio.acceptance;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import tools.jackson.databind.JsonNode;

/**
 * Stands in for the services behind the studio's pages, within the browser: the pages are
 * the site's own, what fills them is not. Two projects and one that is deleted, two pages
 * of images, one message, one dead letter, one token.
 */
final class StudioStub {

	static final String TITLE = "A ledger that never forgets";

	static final String BODY = "It began with a *lost* entry.\\n\\n- one\\n- two";

	private static final String DOCUMENT = """
			{"title": "%s", "company": "Acme", "year": 2024, "summary": "%s", "stack": ["Java", "Kafka"],
				"order": 1, "body": "%s"}""";

	private static final String ITEM = """
			{"slug": "%s", "revision": %d, "publishedRevision": %s, "publishAt": %s, "state": "%s", "document": %s}""";

	/** A PNG of one pixel. */
	private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

	static final String IMAGE = "/media/0123456789abcdef0123456789abcdef-1000x500";

	private static final Pattern REVISION = Pattern.compile("\"r(\\d+)\"");

	private static final Pattern LONG = Pattern.compile(TITLE
			+ "|A kiln|A press|Acme|Typo|Grace|grace|An engine|Dear Ada|A ferry|A river|IMG_2026|Ada|ada|engines");

	private final List<Asked> asked = new CopyOnWriteArrayList<>();

	private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

	private final Set<String> former = ConcurrentHashMap.newKeySet();

	private volatile String slug = "ledger";

	private volatile int revision = 7;

	private volatile String state = "published";

	private volatile String document = DOCUMENT.formatted(TITLE, "It counts what is owed.", BODY);

	private volatile List<String> order = List.of("ledger", "kiln");

	private volatile String letter = "new";

	private volatile boolean suspect = true;

	private volatile boolean redriven;

	private volatile boolean token = true;

	private volatile boolean secondFactor;

	private volatile boolean oneTime;

	private volatile boolean much;

	private volatile boolean longWords;

	StudioStub(BrowserContext visitor) {
		visitor.route(Pattern.compile("/api/"), this::answer);
		visitor.route(Pattern.compile("//[^/]+/media/"), (route) -> route
			.fulfill(new FulfillOptions().setContentType("image/png").setBodyBytes(Base64.getDecoder().decode(PIXEL))));
	}

	/** A browser that is logged in, as far as its services are stood in for. */
	static BrowserContext owner(Chromium chromium) {
		return owner(chromium, new NewContextOptions());
	}

	static BrowserContext owner(Chromium chromium, NewContextOptions options) {
		var owner = chromium.visitor(options);
		new StudioStub(owner);
		return owner;
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
			.formatted(item("ledger", this.revision, "published", DOCUMENT.formatted(TITLE, summary, BODY))));
	}

	/** The next change finds that its address is an old one. */
	void renameMeanwhile(String slug) {
		this.former.add(this.slug);
		this.slug = slug;
		this.revision++;
		refuse(404, """
				{"type": "/problems/unknown-project", "detail": "There is no project of this name."}""");
	}

	/** The next change finds that its address is an old one, and that somebody wrote. */
	void renameAndChangeMeanwhile(String slug, String summary) {
		this.document = DOCUMENT.formatted(TITLE, summary, BODY);
		renameMeanwhile(slug);
	}

	/** The next order finds that somebody else made another one. */
	void reorderMeanwhile() {
		this.order = this.order.reversed();
		refuse(412, """
				{"type": "/problems/changed-meanwhile", "detail": "The order was changed meanwhile.", "current": %s}"""
			.formatted(Suite.JSON.writeValueAsString(this.order)));
	}

	void turnSecondFactorOn() {
		this.secondFactor = true;
	}

	void askForAPassword() {
		this.oneTime = true;
	}

	/** From now on there is one message more than a page has, and one revision. */
	void pileUp() {
		this.much = true;
	}

	/** Whatever people named has one long word for a name. */
	void useLongWords() {
		this.longWords = true;
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
				fulfil(route,
						new FulfillOptions().setStatus(refusal.status())
							.setContentType("application/problem+json")
							.setBody(refusal.problem()));
				return;
			}
		}
		var answer = answer(request, path);
		if (this.longWords && answer.body != null) {
			answer.setBody(LONG.matcher(answer.body).replaceAll((_) -> "W".repeat(60)));
		}
		fulfil(route, answer);
	}

	/** A page that its test is done with may be closed while it still asks. */
	private static void fulfil(Route route, FulfillOptions answer) {
		try {
			route.fulfill(answer);
		}
		catch (PlaywrightException ex) {
			if (!ex.getMessage().contains("has been closed")) {
				throw ex;
			}
		}
	}

	private FulfillOptions answer(Request request, String path) {
		return switch (path) {
			case "/api/session" -> json("""
					{"csrf": "c", "scopes": [], "expiresAt": "2026-11-25T18:00:00Z", "secondFactor": %s,
						"passwordChangeRequired": %s}""".formatted(this.secondFactor, this.oneTime));
			case "/api/session/password" -> new FulfillOptions().setStatus(204);
			case "/api/session/second-factor" -> !request.method().equals("POST") ? new FulfillOptions().setStatus(204)
					: json("""
							{"secret": "JBSWY3DPEHPK3PXP", "uri": "otpauth://totp/portfolio:owner?secret=JBSWY3DPEHPK3PXP",
								"qr": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 2' role='img' aria-label='QR code'><path d='M0,0h1v1h-1z'/></svg>"}""");
			case "/api/tokens/1" -> {
				this.token = false;
				yield new FulfillOptions().setStatus(204);
			}
			case "/api/tokens" -> json(!this.token ? "{\"tokens\": []}" : request.method().equals("POST") ? """
					{"id": "1", "name": "ci", "scopes": ["content:write"], "expiresAt": "2027-01-01T00:00:00Z",
						"token": "pf_1_secret"}""" : """
					{"tokens": [{"id": "1", "name": "ci", "scopes": ["content:write"],
						"createdAt": "2026-11-01T00:00:00Z", "expiresAt": "2027-01-01T00:00:00Z"}]}""");
			case "/api/audit" -> json(auditPage(request.url().contains("before=")));
			case "/api/media" -> request.method().equals("POST") ? json(image(2, "A new bridge")).setStatus(201)
					: json(mediaPage(request.url().contains("before=")));
			case "/api/media/0" ->
				request.method().equals("PATCH") ? json(image(0, "A steamer")) : new FulfillOptions().setStatus(204);
			case "/api/contact/dead-letters" -> json(deadLetters());
			case "/api/contact/dead-letters/d/redrive" -> {
				this.redriven = true;
				yield json("{}").setStatus(202);
			}
			case "/api/contact/messages" -> json(messages(request.url().contains("before=")));
			case "/api/contact/messages/m" -> letter(request);
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

	private String messages(boolean second) {
		var message = second ? message().replace("\"id\": \"m\"", "\"id\": \"e\"").replace("An engine", "A wheel")
				: message();
		return """
				{"messages": [%s], "next": %s, "counts": {"new": 1, "suspect": 1}}""".formatted(message,
				(this.much && !second) ? "\"m\"" : "null");
	}

	private FulfillOptions letter(Request request) {
		if (request.method().equals("DELETE")) {
			return new FulfillOptions().setStatus(204);
		}
		if (request.method().equals("PATCH")) {
			var change = Suite.JSON.readTree(request.postData());
			this.letter = change.path("state").asString(this.letter);
			this.suspect = change.path("suspect").asBoolean(this.suspect);
		}
		return json(message()).setHeaders(tag("m-" + this.letter));
	}

	private String deadLetters() {
		return """
				{"waiting": %d, "letters": [{"id": "d", "topic": "portfolio.contact.deliveries.dead-letters",
					"type": "dev.akshay.portfolio.contact.message-delivered.v1", "time": "2026-11-25T12:00:00Z",
					"reasons": ["the data is not valid JSON"], "attempts": 2, "redrivenAt": %s}]}"""
			.formatted(this.redriven ? 0 : 1, this.redriven ? "\"2026-11-25T13:00:00Z\"" : null);
	}

	private static String mediaPage(boolean second) {
		return second ? "{\"media\": [%s]}".formatted(image(3, "A tower")) : """
				{"media": [%s, %s], "next": 1}""".formatted(image(0, "A ferry"), image(1, "A river"));
	}

	/** One full page, and the first one behind it. */
	private static String revisionsPage(boolean second) {
		return IntStream.range(0, second ? 1 : 100)
			.mapToObj((at) -> """
					{"number": %d, "action": "drafted", "author": "session", "at": "2026-11-25T12:00:00Z"}"""
				.formatted(second ? 1 : 101 - at))
			.collect(Collectors.joining(",", "{\"revisions\": [", "]}"));
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
			if (request.method().equals("PUT")) {
				this.order = Suite.JSON.readTree(request.postData()).valueStream().map(JsonNode::asString).toList();
			}
			return json(Suite.JSON.writeValueAsString(this.order)).setHeaders(tag("o-" + this.order.getFirst()));
		}
		if (path.endsWith("/revisions")) {
			return json(this.much ? revisionsPage(request.url().contains("before=")) : """
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
			return json(path.equals("/api/projects")
					? "[%s]".formatted(item("press", 3, "deleted", DOCUMENT.formatted("A press", "It prints.", BODY)))
					: "[]");
		}
		if (path.equals("/api/projects") || path.equals("/api/insights")) {
			var items = Map.of("ledger", item("ledger", this.revision, "published", this.document), "kiln",
					item("kiln", 2, "draft", DOCUMENT.formatted("A kiln", "It burns.", BODY)));
			return json(this.order.stream().map(items::get).collect(Collectors.joining(",", "[", "]")));
		}
		return document(request, path);
	}

	/**
	 * What comes of one document. An old address gives the new one, as a browser makes of
	 * its 308.
	 */
	private FulfillOptions document(Request request, String path) {
		var name = path.split("/")[3];
		if (!this.former.contains(name)) {
			this.slug = name;
		}
		if (!request.method().equals("GET")) {
			this.revision++;
			this.state = stateAfter(request, path);
		}
		if (request.method().equals("PUT")) {
			this.document = request.postData();
		}
		else if (path.endsWith("/rename")) {
			this.former.add(name);
			this.slug = Suite.JSON.readTree(request.postData()).get("slug").asString();
		}
		return json(item(this.slug, this.revision, this.state, this.document)).setHeaders(tag("r" + this.revision));
	}

	private String stateAfter(Request request, String path) {
		if (path.endsWith("/rename")) {
			return this.state;
		}
		if (path.endsWith("/unpublish")) {
			return "draft";
		}
		if (path.endsWith("/publish")) {
			return request.method().equals("DELETE") ? "changed"
					: request.postData().contains("\"at\"") ? "scheduled" : "published";
		}
		return path.endsWith("/restore") || request.url().contains("draft") ? "changed" : "published";
	}

	private static String item(String slug, int revision, String state, String document) {
		var hidden = state.equals("draft") || state.equals("deleted");
		var due = state.equals("scheduled") ? "\"2030-01-01T21:34:00Z\"" : "null";
		return ITEM.formatted(slug, revision, hidden ? "null" : "1", due, state, document);
	}

	private String message() {
		return """
				{"id": "m", "receivedAt": "2026-11-25T12:00:00Z", "name": "Grace", "email": "grace@example.org",
					"subject": "An engine", "excerpt": "Dear Ada", "body": "Dear Ada,\\nhello.", "state": "%s",
					"suspect": %s, "suspicions": ["NO_PROOF"], "reply": "mailto:grace@example.org",
					"delivery": {"receipt": "r", "steps": [{"event": "received", "at": "2026-11-25T12:00:00Z"}]}}"""
			.formatted(this.letter, this.suspect);
	}

	static String image(int id, String alt) {
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

		/** What it sends under which condition, as {@code PUT /api/profile "r7"}. */
		String line() {
			return "%s %s %s".formatted(this.method, this.path,
					this.request.headers().getOrDefault("if-match", "unconditionally"));
		}

		String says(String field) {
			return Suite.JSON.readTree(this.request.postData()).get(field).asString();
		}

	}

	record Refusal(int status, String problem) {
	}

}
