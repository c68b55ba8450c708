package dev.akshay.portfolio.acceptance;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An image on its way from the owner to a visitor's telephone. */
@WithSuite
class MediaTests {

	private final Suite suite;

	private final Chromium chromium;

	private String token;

	MediaTests(Suite suite, Chromium chromium) {
		this.suite = suite;
		this.chromium = chromium;
	}

	@BeforeEach
	void makeToken() {
		var made = this.suite.launcher("owner", "token", "images-" + UUID.randomUUID(), "--scopes",
				"content:read,content:write");
		assertThat(made.exitCode()).as(made.output()).isZero();
		this.token = made.lines().getLast();
	}

	@Test
	void visitorGetsItInTheSizeOfHerScreenUntilItIsDeleted() throws IOException {
		var added = add(jpeg(2000, 1200));
		assertThat(added.statusCode()).as(added.body()).isIn(200, 201);
		var image = Suite.JSON.readTree(added.body());
		var slug = "image-" + UUID.randomUUID();
		var project = Map.of("title", "A picture", "company", "Acme", "year", 2026, "summary", "Seen.", "stack",
				new String[] { "Java" }, "order", 99, "body", "Look:\n\n" + image.get("markdown").asString());
		var document = Suite.JSON.writeValueAsString(project);
		// a service that has just started may be too slow, and have done it all the same
		await().atMost(Suite.LIMIT)
			.until(() -> this.suite
				.send(request("/api/projects/" + slug, "If-None-Match", "*").header("Content-Type", "application/json")
					.PUT(BodyPublishers.ofString(document)))
				.statusCode(), (status) -> status == 201 || status == 409);

		assertThat(shown(slug, 360)).endsWith("-480.jpg");
		assertThat(shown(slug, 1600)).endsWith("-960.jpg");
		var address = image.get("address").asString();
		var first = this.suite.get(address);
		assertThat(first.headers().firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
		assertThat(this.suite.get(address).headers().firstValue("Cache-Status").orElseThrow()).contains("hit");
		var again = this.suite.get(address, "If-None-Match", first.headers().firstValue("ETag").orElseThrow());
		assertThat(again.statusCode()).isEqualTo(304);

		var deleted = this.suite.send(request("/api/media/" + image.get("id").asString()).DELETE());
		assertThat(deleted.statusCode()).isEqualTo(204);
		await().atMost(Suite.LIMIT).until(() -> this.suite.get(address).statusCode() == 404);
		this.suite.send(request("/api/projects/" + slug, "If-Match", "*").DELETE());
	}

	@Test
	void nobodyElseAddsAnything() throws IOException {
		var answer = this.suite.send(this.suite.request("/api/media?name=x&alt=x", "Content-Type", "image/jpeg")
			.POST(BodyPublishers.ofByteArray(jpeg(20, 10))));
		assertThat(answer.statusCode()).isEqualTo(401);
	}

	@Test
	void hundredMegabytesAreRefusedAtTheDoor() throws IOException {
		try (var socket = new Socket(this.suite.url().getHost(), this.suite.url().getPort())) {
			socket.setSoTimeout((int) Suite.LIMIT.toMillis());
			socket.getOutputStream().write("""
					POST /api/media?name=x&alt=x HTTP/1.1
					Host: localhost
					Authorization: Bearer %s
					Content-Type: image/jpeg
					Content-Length: 104857600

					""".formatted(this.token).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 413 ")
				.contains("content-too-large");
		}
	}

	/** What the browser chose, once it is there and nothing sticks out. */
	private String shown(String slug, int width) {
		try (var visitor = this.chromium.visitor(new NewContextOptions().setViewportSize(width, 800))) {
			var page = visitor.newPage();
			page.navigate("/projects/" + slug);
			var image = page.locator(".text img");
			image.scrollIntoViewIfNeeded();
			page.waitForFunction(
					"() => { const i = document.querySelector('.text img'); return i.complete && i.naturalWidth > 0; }");
			assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
			assertThat(image.getAttribute("alt")).isEqualTo("A bridge");
			return (String) image.evaluate("(image) => image.currentSrc");
		}
	}

	private HttpResponse<String> add(byte[] file) {
		return this.suite.send(request("/api/media?name=bridge.jpg&alt=A%20bridge", "Content-Type", "image/jpeg")
			.POST(BodyPublishers.ofByteArray(file)));
	}

	private HttpRequest.Builder request(String path, String... headers) {
		return this.suite.request(path, headers).header("Authorization", "Bearer " + this.token);
	}

	/** A picture that no test had before. */
	static byte[] jpeg(int width, int height) throws IOException {
		var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		var graphics = image.createGraphics();
		graphics.setColor(new Color(UUID.randomUUID().hashCode()));
		graphics.fillRect(0, 0, width, height);
		graphics.dispose();
		var bytes = new ByteArrayOutputStream();
		ImageIO.write(image, "jpg", bytes);
		return bytes.toByteArray();
	}

}
