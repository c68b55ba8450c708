package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway with its database, and services that tell what they were sent. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "portfolio.limits.enabled=false", "portfolio.owner.keys.refresh=0s",
				"portfolio.owner.machine.secret=known at the machine",
				"portfolio.gateway.trusted-proxies=127.0.0.1,::1", "portfolio.gateway.routes.extra.paths=/extra/**" })
@Import({ RealPostgreSql.class, NoKafka.class })
abstract class OwnerTest {

	static final String PASSWORD = "correct horse battery staple";

	static final Origin profile = new Origin("profile-service");

	static final Origin projects = new Origin("projects-service");

	static final Origin website = new Origin("website");

	static final Origin extra = new Origin("extra");

	private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2).encode(PASSWORD);

	private static final JsonMapper JSON = new JsonMapper();

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(30))
		.build();

	@LocalServerPort
	private int port;

	@LocalManagementPort
	private int managementPort;

	@Autowired
	private RealPostgreSql.Database database;

	@DynamicPropertySource
	static void origins(DynamicPropertyRegistry properties) {
		properties.add("portfolio.services.profile-service", profile::uri);
		properties.add("portfolio.services.projects-service", projects::uri);
		properties.add("portfolio.services.website", website::uri);
		properties.add("portfolio.gateway.routes.extra.uri", extra::uri);
	}

	@BeforeEach
	void beginAnew() {
		profile.reset();
		projects.reset();
		website.reset();
		extra.reset();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> get("/.well-known/jwks.json").statusCode() == 200);
		sql("delete from session");
		sql("delete from api_token");
		sql("delete from credential");
		sql("delete from known_network");
		sql("insert into known_network (network) values ('127.0.0.1')");
		sql("insert into credential (hash, one_time) values ('%s', false)".formatted(HASH));
	}

	/** A browser that knows what a log-in told it. */
	record Browser(String cookie, String csrf) {

		String[] headers() {
			return new String[] { "Cookie", this.cookie, "X-CSRF-Token", this.csrf };
		}

	}

	final Browser loggedIn() {
		return browser(logIn(PASSWORD, null));
	}

	final Browser browser(HttpResponse<String> logIn) {
		assertThat(logIn.statusCode()).as(logIn.body()).isEqualTo(200);
		return new Browser(logIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0],
				json(logIn).path("csrf").asString());
	}

	final HttpResponse<String> logIn(String password, String code, String... headers) {
		var body = JSON.createObjectNode().put("password", password);
		if (code != null) {
			body.put("code", code);
		}
		return send("POST", "/api/session", body.toString(), headers);
	}

	final HttpResponse<String> get(String path, String... headers) {
		return send("GET", path, null, headers);
	}

	final HttpResponse<String> send(String method, String path, String body, String... headers) {
		return exchange("http://127.0.0.1:%d%s".formatted(this.port, path), method, body, headers);
	}

	/** Asks as somebody does who works at the machine itself. */
	final HttpResponse<String> manage(String method, String path, String body) {
		return manage(method, "/actuator/owner/" + path, body, "Authorization", "Bearer known at the machine");
	}

	final HttpResponse<String> manage(String method, String path, String body, String... headers) {
		return exchange("http://127.0.0.1:%d%s".formatted(this.managementPort, path), method, body, headers);
	}

	private static HttpResponse<String> exchange(String uri, String method, String body, String... headers) {
		try {
			return HTTP.send(request(uri, method, body, headers), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	final HttpRequest request(String path, String... headers) {
		return request("http://127.0.0.1:%d%s".formatted(this.port, path), "GET", null, headers);
	}

	static HttpClient http() {
		return HTTP;
	}

	final int port() {
		return this.port;
	}

	private static HttpRequest request(String uri, String method, String body, String... headers) {
		var request = HttpRequest.newBuilder(URI.create(uri))
			.timeout(Duration.ofMinutes(1))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		if (body != null && List.of(headers).stream().noneMatch("Content-Type"::equals)) {
			request.header("Content-Type", "application/json");
		}
		return request.build();
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	static void assertProblem(HttpResponse<String> response, int status, String type) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(json(response).path("type").asString()).isEqualTo("https://akshay.dev/problems/" + type);
		assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
	}

	/** Runs a statement in the gateway's database, and gives its rows, columns joined. */
	final List<String> sql(String statement) {
		return sql(this.database.jdbcUrl(), statement);
	}

	/** Runs a statement beside the gateway's database. */
	final void sqlOutside(String statement) {
		sql("jdbc:postgresql://%s:%d/postgres".formatted(this.database.host(), this.database.port()),
				statement.replace("{database}", this.database.name()));
	}

	private List<String> sql(String url, String statement) {
		try (var connection = DriverManager.getConnection(url, this.database.user(), this.database.password());
				var running = connection.createStatement()) {
			var rows = new ArrayList<String>();
			if (running.execute(statement)) {
				var result = running.getResultSet();
				while (result.next()) {
					var row = new ArrayList<String>();
					for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
						row.add(result.getString(column));
					}
					rows.add(String.join(" ", row.stream().map(String::valueOf).toList()));
				}
			}
			return rows;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Lets something happen while others wait for what a statement locks. Nothing waits
	 * for longer than the gateway's patience with its database, after which it is
	 * answered 503.
	 */
	final <T> T whileLocked(String statement, Callable<T> meanwhile) {
		try (var connection = DriverManager.getConnection(this.database.jdbcUrl(), this.database.user(),
				this.database.password()); var running = connection.createStatement()) {
			connection.setAutoCommit(false);
			running.execute(statement);
			var come = meanwhile.call();
			connection.rollback();
			return come;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Begins something, and goes on when it waits for a lock, or does not come so far.
	 */
	final CompletableFuture<HttpResponse<String>> untilItWaits(Supplier<HttpResponse<String>> request) {
		var answer = CompletableFuture.supplyAsync(request);
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> answer.isDone() || !sql("""
					select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
					""").isEmpty());
		return answer;
	}

	/** What the audit log says of a path: phase, who, method, service and status. */
	final List<String> audited(String path) {
		return sql("""
				select phase, who, method, service, status from audit_entry where path = '%s' order by id
				""".formatted(path));
	}

}
