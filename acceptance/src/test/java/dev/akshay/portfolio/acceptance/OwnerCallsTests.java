package dev.akshay.portfolio.acceptance;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the owner does, done through the gateway as a browser or a script does it, to
 * services that run. Behind it everything is as it was.
 */
@WithSuite
@TestInstance(Lifecycle.PER_CLASS)
class OwnerCallsTests {

	private static final String PASSWORD = "known in these tests alone";

	private static final String PROJECTS = "/api/projects";

	private static final String ORDER = PROJECTS + "/order";

	private static final String PROFILE = "/api/profile";

	private static final String MESSAGES = "/api/contact/messages";

	private static final String LETTERS = "/api/contact/dead-letters";

	private static final String SECOND_FACTOR = "/api/session/second-factor";

	private static final String[] NOT_KEPT = { "Cache-Control", "no-store" };

	/** Longer than a service takes to stop. */
	private static final Duration AHEAD = Duration.ofSeconds(30);

	private final Suite suite;

	private final Owner owner;

	private String[] token;

	OwnerCallsTests(Suite suite) {
		this.suite = suite;
		this.owner = new Owner(suite);
	}

	@BeforeAll
	void beTheOwner() {
		this.owner.choose(this.owner.logInOnce(), PASSWORD);
		this.token = new String[] { "Authorization",
				"Bearer " + this.owner.token("content:read", "content:write", "inbox:read", "inbox:write") };
		warmUp();
	}

	/** A service that has just started may be too slow, and have done it all the same. */
	private void warmUp() {
		var slug = unique("warm-up");
		var address = PROJECTS + '/' + slug;
		var draft = project("A draft", "Text.");
		asked(Set.of(201, 409), "PUT", address + "?draft=true", draft, "If-None-Match", "*");
		asked(Set.of(200), "POST", address + "/publish", "", "If-Match", "*");
		asked(Set.of(200), "POST", address + "/unpublish", "", "If-Match", "*");
		asked(Set.of(200), "GET", address + "/revisions/1/diff/2", "");
		asked(Set.of(200), "POST", address + "/revisions/1/restore", "", "If-Match", "*");
		asked(Set.of(200, 308, 404), "POST", address + "/rename", json(Map.of("slug", slug + "-on")), "If-Match", "*");
		asked(Set.of(204, 404), "DELETE", address + "-on", "", "If-Match", "*");
		asked(Set.of(200), "POST", "/api/import?dryRun=true", "{}");
		asked(Set.of(200), "DELETE", PROFILE + "/publish", "", "If-Match", "*");
		var unknown = MESSAGES + '/' + UUID.randomUUID();
		asked(Set.of(404), "PATCH", unknown, state("read"), "If-Match", "*");
		asked(Set.of(404), "DELETE", unknown, "", "If-Match", "*");
		asked(Set.of(200), "GET", LETTERS, "");
	}

	private void asked(Set<Integer> good, String method, String path, String json, String... headers) {
		await().atMost(Suite.LIMIT)
			.until(() -> ask(this.token, method, path, json, headers).statusCode(), good::contains);
	}

	@Test
	void draftIsPublishedOnceThoughItsServiceWasDownWhenItWasDue() {
		var session = this.owner.logIn(PASSWORD).headers();
		var slug = unique("bridge");
		var address = PROJECTS + '/' + slug;
		var draft = address + "?draft=true";
		var created = ask(session, "PUT", draft, project("A bridge", "A river."), "If-None-Match", "*");
		assertThat(done(201, created).path("state").asString()).isEqualTo("draft");
		assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith(address);
		refused(409, "slug-taken", ask(session, "PUT", draft, project("Another", "A river."), "If-None-Match", "*"));
		var wider = project("A bridge", "A wide river.");
		refused(428, "precondition-required", ask(session, "PUT", draft, wider));
		done(200, ask(session, "PUT", draft, wider, "If-Match", "\"r1\""));
		var stale = ask(session, "PUT", draft, project("A bridge", "A brook."), "If-Match", "\"r1\"");
		assertThat(refused(412, "changed-meanwhile", stale).path("current").path("document").path("body").asString())
			.isEqualTo("A wide river.");
		assertThat(tag(stale)).isEqualTo("\"r2\"");
		gone(address);
		gone("/projects/" + slug);

		var due = Instant.now().plus(AHEAD);
		var scheduled = ask(session, "POST", address + "/publish", json(Map.of("at", due.toString())), "If-Match",
				"\"r2\"");
		assertThat(done(200, scheduled).path("state").asString()).isEqualTo("scheduled");
		this.suite.without("projects-service",
				() -> await().atMost(Suite.LIMIT).until(() -> Instant.now().isAfter(due)));
		warmUp();
		shown(address, "A wide river.");
		shown("/projects/" + slug, "A wide river.");
		assertThat(history(session, address)).containsExactly("4 published schedule", "3 scheduled session",
				"2 drafted session", "1 drafted session");

		var hidden = ask(session, "POST", address + "/unpublish", "", "If-Match", "\"r4\"");
		assertThat(done(200, hidden).path("state").asString()).isEqualTo("draft");
		gone(address);
		gone("/projects/" + slug);
		// what is told of one thing comes in its order
		await().atMost(Suite.LIMIT).until(() -> told("content-removed", slug) == 1);
		assertThat(told("content-published", slug)).isEqualTo(1);
		done(204, ask(session, "DELETE", address, "", "If-Match", tag(hidden)));
	}

	@Test
	void whatWasSaidOnceComesBackAndTheOldAddressLeadsToTheNewOne() {
		var slug = unique("ferry");
		var address = PROJECTS + '/' + slug;
		done(201, ask(this.token, "PUT", address, project("A ferry", "A river.\n\nA rope."), "If-None-Match", "*"));
		shown("/projects/" + slug, "A rope.");
		done(200, ask(this.token, "PUT", address, project("A faster ferry", "A river.\n\nAn engine."), "If-Match",
				"\"r1\"", "Change-Reason", "The rope broke"));
		shown("/projects/" + slug, "An engine.");
		assertThat(history(this.token, address)).containsExactly("2 published token The rope broke",
				"1 published token");
		var changes = done(200, ask(this.token, "GET", address + "/revisions/1/diff/2", "")).path("changes");
		assertThat(changes.valueStream().map((change) -> change.path("field").asString())).containsExactly("title",
				"body");
		assertThat(changes.path(0).path("old").asString()).isEqualTo("A ferry");
		assertThat(changes.path(0).path("new").asString()).isEqualTo("A faster ferry");
		assertThat(changes.path(1)
			.path("lines")
			.valueStream()
			.map((line) -> "%s %s".formatted(line.path("change").asString(), line.path("text").asString())))
			.contains("same A river.", "removed A rope.", "added An engine.");

		var restored = ask(this.token, "POST", address + "/revisions/1/restore?publish=true", "", "If-Match", "\"r2\"");
		assertThat(done(200, restored).path("revision").asInt()).isEqualTo(3);
		assertThat(revision(address, 3)).isEqualTo(revision(address, 1));
		shown("/projects/" + slug, "A rope.");

		var next = slug + "-now";
		refused(409, "slug-taken",
				ask(this.token, "POST", address + "/rename", json(Map.of("slug", "kodai")), "If-Match", "\"r3\""));
		done(200, ask(this.token, "POST", address + "/rename", json(Map.of("slug", next)), "If-Match", "\"r3\""));
		shown("/projects/" + next, "A rope.");
		leads(address, PROJECTS + '/' + next);
		leads("/projects/" + slug, "/projects/" + next);
		leads(address + "?view=owner", PROJECTS + '/' + next + "?view=owner", this.token);

		var renamed = PROJECTS + '/' + next;
		var deleted = ask(this.token, "DELETE", renamed, "", "If-Match", "\"r4\"");
		done(204, deleted);
		gone("/projects/" + next);
		assertThat(slugs(ask(this.token, "GET", PROJECTS + "?view=deleted", ""))).contains(next);
		var back = ask(this.token, "POST", renamed + "/revisions/2/restore", "", "If-Match", tag(deleted));
		assertThat(done(200, back).path("state").asString()).isEqualTo("draft");
		gone(renamed);
		var published = ask(this.token, "POST", renamed + "/publish", "", "If-Match", tag(back));
		assertThat(done(200, published).path("state").asString()).isEqualTo("published");
		shown("/projects/" + next, "An engine.");
		done(204, ask(this.token, "DELETE", renamed, "", "If-Match", tag(published)));
		gone(renamed);
	}

	@Test
	void orderIsTheOneThatWasMadeFromTheOrderAsItIs() {
		var seen = ask(this.token, "GET", ORDER, "");
		var before = names(done(200, seen));
		var visible = slugs(ask(NOT_KEPT, "GET", PROJECTS, ""));
		assertThat(visible).hasSizeGreaterThan(1).isSubsetOf(before);
		var turned = new ArrayList<>(before);
		turned.remove(visible.getLast());
		turned.addFirst(visible.getLast());
		refused(428, "precondition-required", ask(this.token, "PUT", ORDER, json(turned)));
		refused(422, "invalid-values",
				ask(this.token, "PUT", ORDER, json(before.subList(1, before.size())), "If-Match", tag(seen)));
		var moved = ask(this.token, "PUT", ORDER, json(turned), "If-Match", tag(seen));
		done(200, moved);
		try {
			await().atMost(Suite.LIMIT)
				.untilAsserted(() -> assertThat(slugs(this.suite.get(PROJECTS))).startsWith(visible.getLast()));
			var late = ask(this.token, "PUT", ORDER, json(before), "If-Match", tag(seen));
			assertThat(names(refused(412, "changed-meanwhile", late).path("current"))).isEqualTo(turned);
			assertThat(tag(late)).isEqualTo(tag(moved));
		}
		finally {
			done(200, ask(this.token, "PUT", ORDER, json(before), "If-Match", tag(moved)));
		}
		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(slugs(this.suite.get(PROJECTS))).isEqualTo(visible));
	}

	@Test
	void messageIsFoundAndGoesFromOneStateToTheNext() {
		var word = UUID.randomUUID().toString();
		write("A question", "Is %s known?".formatted(word));
		var found = done(200, ask(this.token, "GET", MESSAGES + "?q=" + word, "")).path("messages");
		assertThat(found).hasSize(1);
		var address = MESSAGES + '/' + found.path(0).path("id").asString();
		var read = ask(this.token, "GET", address, "");
		assertThat(done(200, read).path("body").asString()).isEqualTo("Is %s known?".formatted(word));
		assertThat(tag(read)).isEqualTo(found.path(0).path("etag").asString()).isEqualTo("\"m1\"");
		var version = tag(read);
		for (var state : List.of("read", "replied", "archived")) {
			var changed = ask(this.token, "PATCH", address, state(state), "If-Match", version);
			assertThat(done(200, changed).path("state").asString()).isEqualTo(state);
			var stale = ask(this.token, "PATCH", address, state("new"), "If-Match", version);
			assertThat(refused(412, "changed-meanwhile", stale).path("current").path("state").asString())
				.isEqualTo(state);
			version = tag(changed);
			assertThat(tag(stale)).isEqualTo(version);
			assertThat(inboxOf(state, word)).hasSize(1);
			assertThat(inboxOf("new", word)).isEmpty();
		}
		done(204, ask(this.token, "DELETE", address, "", "If-Match", version));
		refused(404, "unknown-message", ask(this.token, "GET", address, ""));
	}

	@Test
	void messageThatNoMailCouldBeMadeOfIsTriedAgain() {
		var subject = unique("Parked");
		var records = new ContactRecords(this.suite);
		var receipts = new ArrayList<String>();
		this.suite.without("notifier", () -> {
			receipts.add(write(subject, "Text."));
			records.rename(subject, "Ada\nBcc: everybody@example.org");
		});
		reaches(receipts.getFirst(), "parked");
		var message = records.idOf(subject);
		// the letter lies there before anybody is told of it, or a moment later
		var letter = await().atMost(Suite.LIMIT).until(() -> letterAbout(message), (it) -> !it.isMissingNode());
		assertThat(letter.path("reasons").toString()).contains("control characters");
		assertThat(letter.path("type").asString()).endsWith(".message-received.v1");
		assertThat(letter.hasNonNull("redrivenAt")).isFalse();
		assertThat(letter.toString()).doesNotContain("Ada", "everybody@example.org");
		assertThat(this.suite.mailList(subject)).isEmpty();

		records.rename(subject, "Ada Visitor");
		var redrive = LETTERS + '/' + letter.path("id").asString() + "/redrive";
		// if the answer took too long, it may be on its way all the same
		asked(Set.of(202, 404), "POST", redrive, "");
		reaches(receipts.getFirst(), "delivered");
		assertThat(this.suite.mailList(subject)).hasSize(1);
		refused(404, "unknown-dead-letter", ask(this.token, "POST", redrive, ""));
		assertThat(letterAbout(message).hasNonNull("redrivenAt")).isTrue();
		var read = ask(this.token, "GET", MESSAGES + '/' + message, "");
		assertThat(done(200, read).path("delivery")
			.path("steps")
			.valueStream()
			.map((step) -> step.path("event").asString()))
			.containsSubsequence("received", "parked", "redriven", "delivered");
		done(204, ask(this.token, "DELETE", MESSAGES + '/' + message, "", "If-Match", tag(read)));
	}

	@Test
	void resumeIsMergedAsItWasShownBefore() {
		var item = ask(this.token, "GET", PROFILE + "?view=owner", "");
		var before = done(200, item);
		var headline = "Builds mills " + UUID.randomUUID();
		var resume = json(Map.of("basics", Map.of("label", headline, "phone", "1")));
		var preview = ask(this.token, "POST", "/api/import?dryRun=true", resume);
		var shown = done(200, preview);
		assertThat(shown.path("changes")).hasSize(1);
		assertThat(shown.path("changes").path(0).path("field").asString()).isEqualTo("headline");
		assertThat(shown.path("changes").path(0).path("new").asString()).isEqualTo(headline);
		assertThat(shown.path("ignored").path(0).path("field").asString()).isEqualTo("basics.phone");
		assertThat(shown.path("applied").asBoolean()).isFalse();
		assertThat(tag(preview)).isEqualTo(tag(item));
		assertThat(done(200, ask(NOT_KEPT, "GET", PROFILE, "")).path("headline").asString()).isNotEqualTo(headline);

		var merged = ask(this.token, "POST", "/api/import", resume, "If-Match", tag(preview));
		assertThat(done(200, merged).path("applied").asBoolean()).isTrue();
		try {
			shown(PROFILE, headline);
			shown("/", headline);
			refused(412, "changed-meanwhile", ask(this.token, "POST", "/api/import", resume, "If-Match", tag(preview)));
		}
		finally {
			var back = ask(this.token, "POST",
					PROFILE + "/revisions/%d/restore?publish=true".formatted(before.path("revision").asInt()), "",
					"If-Match", tag(merged));
			assertThat(done(200, back).path("document")).isEqualTo(before.path("document"));
		}
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get("/").body()).doesNotContain(headline));
	}

	@Test
	void codeIsAskedForFromTheMomentOnInWhichOneWasShown() {
		var session = this.owner.logIn(PASSWORD).headers();
		var offered = done(200, ask(session, "POST", SECOND_FACTOR, ""));
		var app = new AuthenticatorApp(offered.path("secret").asString());
		done(200, logIn(Map.of("password", PASSWORD)));
		var first = app.code();
		done(204, ask(session, "PUT", SECOND_FACTOR, json(Map.of("code", first))));
		refused(401, "wrong-credentials", logIn(Map.of("password", PASSWORD)));
		// each counts once
		refused(401, "wrong-credentials", logIn(Map.of("password", PASSWORD, "code", first)));
		refused(409, "second-factor-on", ask(session, "POST", SECOND_FACTOR, ""));
		var withCode = done(200, logIn(Map.of("password", PASSWORD, "code", app.code())));
		assertThat(withCode.path("secondFactor").asBoolean()).isTrue();
		done(204, ask(session, "DELETE", SECOND_FACTOR, json(Map.of("code", app.code()))));
		assertThat(done(200, logIn(Map.of("password", PASSWORD))).path("secondFactor").asBoolean()).isFalse();
	}

	@Test
	void loggingOutEverywhereEndsWhatIsOpenElsewhere() {
		var here = this.owner.logIn(PASSWORD).headers();
		var elsewhere = this.owner.logIn(PASSWORD).headers();
		done(200, ask(elsewhere, "GET", "/api/session", ""));
		refused(403, "csrf-token-missing",
				ask(new String[] { here[0], here[1] }, "DELETE", "/api/session?everywhere=true", ""));
		done(204, ask(here, "DELETE", "/api/session?everywhere=true", ""));
		for (var session : List.of(here, elsewhere)) {
			refused(401, "not-logged-in", ask(session, "GET", "/api/session", ""));
			refused(401, "owner-only", ask(session, "GET", MESSAGES, ""));
		}
		// tokens are no sessions
		done(200, ask(this.token, "GET", MESSAGES, ""));
	}

	/**
	 * Asks, and once more where nobody could begin: a machine may be busy. Where the
	 * answer took too long only what reads is asked for again, as a change may have been
	 * made.
	 */
	private HttpResponse<String> ask(String[] shown, String method, String path, String json, String... headers) {
		var body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
		var request = this.suite.request(path, headers).headers(shown).method(method, body);
		if (!json.isEmpty()) {
			request.header("Content-Type", "application/json");
		}
		var reads = method.equals("GET") || path.contains("dryRun=true");
		return await().atMost(Suite.LIMIT)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> this.suite.send(request),
					(answer) -> answer.statusCode() != 503 && !(reads && answer.statusCode() == 504));
	}

	/** Leaves a message as a visitor does, who may say again what she said. */
	private String write(String subject, String body) {
		var message = json(Map.of("name", "Ada Visitor", "email", "ada@example.org", "subject", subject, "body", body));
		var key = UUID.randomUUID().toString();
		var accepted = await().atMost(Suite.LIMIT)
			.until(() -> this.suite.post(MESSAGES, message, "Content-Type", "application/json", "Idempotency-Key", key),
					(answer) -> answer.statusCode() == 202);
		return accepted.headers().firstValue("Location").orElseThrow();
	}

	private HttpResponse<String> logIn(Map<String, String> shown) {
		return this.suite.post("/api/session", json(shown), "Content-Type", "application/json");
	}

	/** What was answered. */
	private static JsonNode done(int status, HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return Suite.JSON.readTree(answer.body());
	}

	/** Why not. */
	private static JsonNode refused(int status, String problem, HttpResponse<String> answer) {
		var told = done(status, answer);
		assertThat(told.path("type").asString()).endsWith('/' + problem);
		return told;
	}

	private static String tag(HttpResponse<String> answer) {
		return answer.headers().firstValue("ETag").orElseThrow();
	}

	/** Waits until everybody who reads something finds some words there. */
	private void shown(String path, String words) {
		await().atMost(Suite.LIMIT).untilAsserted(() -> {
			var answer = this.suite.get(path);
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			assertThat(answer.body()).as(path).contains(words);
		});
	}

	private void gone(String path) {
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.suite.get(path).statusCode()).as(path).isEqualTo(404));
	}

	private void leads(String from, String to, String... shown) {
		await().atMost(Suite.LIMIT).untilAsserted(() -> {
			var answer = this.suite.get(from, shown);
			assertThat(answer.statusCode()).as(from).isEqualTo(308);
			assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(to);
		});
	}

	/** Each revision as number, action, kind of author, and reason if there is one. */
	private List<String> history(String[] shown, String address) {
		return done(200, ask(shown, "GET", address + "/revisions", "")).path("revisions")
			.valueStream()
			.map((revision) -> "%d %s %s %s"
				.formatted(revision.path("number").asInt(), revision.path("action").asString(),
						revision.path("author").asString().replaceFirst(":.*", ""),
						revision.path("reason").asString(""))
				.strip())
			.toList();
	}

	private JsonNode revision(String address, int number) {
		return done(200, ask(this.token, "GET", "%s/revisions/%d".formatted(address, number), "")).path("document");
	}

	/** How often something was told of a project lately. */
	private long told(String type, String slug) {
		return done(200, ask(NOT_KEPT, "GET", "/api/live/events?limit=500&type=" + type, "")).path("events")
			.valueStream()
			.filter((event) -> event.path("subject").asString("").equals("projects/" + slug))
			.count();
	}

	private List<JsonNode> inboxOf(String state, String word) {
		return done(200, ask(this.token, "GET", "%s?state=%s&q=%s".formatted(MESSAGES, state, word), ""))
			.path("messages")
			.valueStream()
			.toList();
	}

	private JsonNode letterAbout(String message) {
		return done(200, ask(this.token, "GET", LETTERS, "")).path("letters")
			.valueStream()
			.filter((letter) -> letter.path("key").asString("").equals(message))
			.findFirst()
			.orElseGet(() -> Suite.JSON.missingNode());
	}

	private void reaches(String receipt, String status) {
		await().atMost(Suite.LIMIT)
			.untilAsserted(
					() -> assertThat(done(200, this.suite.get(receipt)).path("status").asString()).isEqualTo(status));
	}

	private static List<String> slugs(HttpResponse<String> list) {
		return done(200, list).valueStream().map((item) -> item.path("slug").asString()).toList();
	}

	private static List<String> names(JsonNode order) {
		return order.valueStream().map(JsonNode::asString).toList();
	}

	private static String state(String state) {
		return json(Map.of("state", state));
	}

	private static String project(String title, String body) {
		return json(Map.of("title", title, "company", "Acme", "year", 2026, "summary", "It carries.", "stack",
				List.of("Steel"), "order", 99, "body", body));
	}

	private static String json(Object value) {
		return Suite.JSON.writeValueAsString(value);
	}

	private static String unique(String name) {
		return name + '-' + UUID.randomUUID();
	}

}
