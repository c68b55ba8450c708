package dev.akshay.portfolio.local.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailServerTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@TempDir
	private Path directory;

	private MailServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new MailServer(this.directory, InetAddress.getLoopbackAddress(), 0, 0);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void keepsWhatItGets() throws Exception {
		send("Grüße <b>", "Hello, 世界.\n.\nA line with a dot alone came before.");
		JsonNode list = json("/api/v1/messages");
		assertThat(list.at("/total").asInt()).isEqualTo(1);
		assertThat(list.at("/messages/0/Subject").asString()).isEqualTo("Grüße <b>");
		assertThat(list.at("/messages/0/From/Address").asString()).isEqualTo("ada@example.org");
		assertThat(list.at("/messages/0/To/0/Address").asString()).isEqualTo("owner@example.org");
		JsonNode mail = json("/api/v1/message/" + list.at("/messages/0/ID").asString());
		assertThat(mail.at("/Text").asString().replace("\r", ""))
			.contains("Hello, 世界.\n.\nA line with a dot alone came before.");
		assertThat(get("/api/v1/message/%s/raw".formatted(mail.at("/ID").asString())).body())
			.contains("Delivered-To: owner@example.org", "Return-Path: <ada@example.org>");
	}

	@Test
	void newestComesFirst() throws Exception {
		send("first", "1");
		send("second", "2");
		send("third", "3");
		JsonNode page = json("/api/v1/messages?start=1&limit=1");
		assertThat(page.at("/total").asInt()).isEqualTo(3);
		assertThat(page.at("/messages")).hasSize(1);
		assertThat(page.at("/messages/0/Subject").asString()).isEqualTo("second");
	}

	@Test
	void mailsOutliveTheServer() throws Exception {
		send("kept", "Text.");
		this.server.stop();
		start();
		assertThat(json("/api/v1/messages").at("/messages/0/Subject").asString()).isEqualTo("kept");
	}

	@Test
	void tooLargeAMailIsRefusedAndTheNextOneTaken() throws Exception {
		assertThatExceptionOfType(MessagingException.class)
			.isThrownBy(() -> send("large", "x".repeat(100).concat("\n").repeat(Delivery.LARGEST / 100)))
			.withStackTraceContaining("552");
		send("small", "Text.");
		assertThat(json("/api/v1/messages").at("/total").asInt()).isEqualTo(1);
	}

	@Test
	void oldestGoWhenThereAreTooMany() throws IOException {
		MailStore store = new MailStore(this.directory.resolve("small"), 2, Clock.systemUTC());
		for (String subject : new String[] { "one", "two", "three" }) {
			store.add("a@example.org", List.of("b@example.org"),
					"Subject: %s\r\n\r\ntext".formatted(subject).getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(store.list(0, 10)).extracting(Mail::subject).containsExactly("three", "two");
		assertThat(this.directory.resolve("small")).isDirectoryContaining("glob:**.eml");
	}

	@Test
	void pageShowsMailAsTextOnly() throws Exception {
		send("<script>alert(1)</script>", "<img src=x>");
		assertThat(get("/").body()).contains("&lt;script&gt;").doesNotContain("<script>");
		String id = json("/api/v1/messages").at("/messages/0/ID").asString();
		assertThat(get("/view/" + id).body()).contains("&lt;img src=x&gt;").doesNotContain("<img");
	}

	@Test
	void unknownMailsAreNotFound() throws Exception {
		assertThat(get("/api/v1/message/none").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/message/none/raw").statusCode()).isEqualTo(404);
		assertThat(get("/api/v1/message/..%2Fsecrets/raw").statusCode()).isEqualTo(404);
		assertThat(get("/view/none").statusCode()).isEqualTo(404);
		assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
	}

	@Test
	void forgetsAllOnRequest() throws Exception {
		send("gone", "Text.");
		HttpResponse<String> deleted = this.http.send(HttpRequest.newBuilder(uri("/api/v1/messages")).DELETE().build(),
				BodyHandlers.ofString());
		assertThat(deleted.statusCode()).isEqualTo(200);
		assertThat(json("/api/v1/messages").at("/total").asInt()).isZero();
	}

	@Test
	void answersUnderTheNamesOfThisMachineAlone() throws IOException {
		assertThat(statusFor("localhost:8025")).contains(" 200 ");
		assertThat(statusFor("127.0.0.1")).contains(" 200 ");
		assertThat(statusFor("mail.example.org:8025")).contains(" 421 ");
		assertThat(statusFor("localhost.example.org")).contains(" 421 ");
	}

	private String statusFor(String host) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.httpPort())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host)
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
				.findFirst()
				.orElse("");
		}
	}

	private void send(String subject, String text) throws MessagingException {
		Properties properties = new Properties();
		properties.setProperty("mail.smtp.host", "127.0.0.1");
		properties.setProperty("mail.smtp.port", String.valueOf(this.server.smtpPort()));
		MimeMessage message = new MimeMessage(Session.getInstance(properties));
		message.setFrom(new InternetAddress("ada@example.org"));
		message.setRecipient(RecipientType.TO, new InternetAddress("owner@example.org"));
		message.setSubject(subject, "UTF-8");
		message.setText(text, "UTF-8");
		Transport.send(message);
	}

	private JsonNode json(String path) throws IOException, InterruptedException {
		return new JsonMapper().readTree(get(path).body());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.server.httpPort() + path);
	}

}
