package dev.akshay.portfolio.notifier.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.akshay.portfolio.platform.messaging.Outage;
import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.messaging.TemporaryFailure;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.javamail.JavaMailSenderImpl;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailerTests {

	private final MailServer server = new MailServer();

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final Mail mail = new Mail("event", "Ada", "ada@example.org", "A question", "How?", Instant.EPOCH,
			List.of());

	@AfterEach
	void stopServer() throws IOException {
		this.server.close();
	}

	@Test
	void isDoneWhenTheServerHasTheMail() {
		mailer().send(this.mail);
		assertThat(this.server.lines).contains("Subject: A question", "Reply-To: Ada <ada@example.org>",
				"Date: Thu, 1 Jan 1970 00:00:00 +0000 (UTC)", "How?");
		assertThat(this.observations).hasSingleObservationThat()
			.hasNameEqualTo("portfolio.mail.send")
			.hasLowCardinalityKeyValue("network.protocol.name", "smtp")
			.doesNotHaveError();
	}

	@ParameterizedTest
	@CsvSource({ "MAIL, 550", "RCPT, 550", "RCPT, 553", "DATA, 554", "., 552" })
	void givesUpWhatIsRefused(String command, int answer) {
		this.server.answers = Map.of(command, answer + " because of what ada@example.org wrote");
		assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> mailer().send(this.mail))
			.withMessage("the mail server refused it with " + answer)
			.withNoCause();
		assertThat(this.observations).hasSingleObservationThat().hasError();
	}

	@ParameterizedTest
	@CsvSource({ "MAIL, 451", "RCPT, 450", "DATA, 421", "., 452" })
	void putsOffWhatIsDelayed(String command, int answer) {
		this.server.answers = Map.of(command, answer + " later");
		assertThatExceptionOfType(TemporaryFailure.class).isThrownBy(() -> mailer().send(this.mail))
			.withMessage("the mail server put it off with " + answer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "MAIL", "RCPT", "." })
	void putsOffWhatIsCutOff(String command) {
		this.server.answers = Map.of(command, "");
		assertThatExceptionOfType(TemporaryFailure.class).isThrownBy(() -> mailer().send(this.mail));
	}

	@Test
	void keepsTheConnectionForTheNextMail() {
		var mailer = mailer();
		mailer.send(this.mail);
		mailer.send(this.mail);
		assertThat(this.server.connections).hasValue(1);
		assertThat(this.server.lines).filteredOn("How?"::equals).hasSize(2);
	}

	@Test
	void connectsAnewAfterAFailure() {
		var mailer = mailer();
		mailer.send(this.mail);
		this.server.answers = Map.of("MAIL", "");
		assertThatExceptionOfType(TemporaryFailure.class).isThrownBy(() -> mailer.send(this.mail))
			.withMessage("the mail server broke off");
		this.server.answers = Map.of();
		mailer.send(this.mail);
		assertThat(this.server.connections).hasValue(2);
	}

	@Test
	void tellsWhyAMessageIsSuspect() {
		mailer().send(new Mail("event", "Ada", "ada@example.org", "A question", "How?", Instant.EPOCH,
				List.of("NO_PROOF", "TOO_FAST")));
		assertThat(this.server.lines).contains("X-Portfolio-Suspect: NO_PROOF, TOO_FAST");
	}

	@Test
	void putsOffWhatASilentServerDoesNotAnswer() {
		this.server.answers = Map.of("DATA", "silence");
		assertThatExceptionOfType(TemporaryFailure.class).isThrownBy(() -> mailer().send(this.mail));
	}

	@ParameterizedTest
	@ValueSource(strings = { "MAIL", "RCPT", "DATA", "." })
	@Timeout(60)
	void putsOffWhatAServerAnswersByteByByte(String command) {
		this.server.answers = Map.of(command, "drops");
		assertThatExceptionOfType(TemporaryFailure.class)
			.isThrownBy(() -> mailer(Duration.ofSeconds(2)).send(this.mail));
	}

	@Test
	@Timeout(60)
	void doesNotWaitForAGreetingThatComesByteByByte() {
		this.server.answers = Map.of("hello", "drops");
		assertThatExceptionOfType(Outage.class).isThrownBy(() -> mailer(Duration.ofSeconds(2)).send(this.mail));
	}

	@Test
	@Timeout(60)
	void doesNotWaitForAnOldConnectionThatAnswersByteByByte() {
		var mailer = mailer(Duration.ofSeconds(5));
		mailer.send(this.mail);
		this.server.answers = Map.of("MAIL", "drops");
		assertThatExceptionOfType(TemporaryFailure.class).isThrownBy(() -> mailer.send(this.mail));
		this.server.answers = Map.of();
		mailer.send(this.mail);
		assertThat(this.server.connections).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "554 closed", "" })
	void waitsForAServerThatIsClosedForAll(String greeting) {
		this.server.answers = Map.of("hello", greeting);
		assertThatExceptionOfType(Outage.class).isThrownBy(() -> mailer().send(this.mail));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "a b@example.org", "ada@example.org\r\nBcc: all@example.org",
			"ada@example.org, bob@example.org", "" })
	void makesNoMailForAnAddressThatIsNone(String address) {
		var forged = new Mail("event", "Ada", address, "A question", "How?", Instant.EPOCH, List.of());
		assertThatExceptionOfType(PermanentFailure.class).isThrownBy(() -> mailer().send(forged));
		assertThat(this.server.lines).noneMatch((line) -> line.startsWith("Bcc"));
	}

	@Test
	void letsNothingBecomeAHeaderByItself() {
		mailer().send(new Mail("event\r\nBcc: all@example.org", "Ada\r\nBcc: all@example.org", "ada@example.org",
				"A question\r\nBcc: all@example.org", ".\r\nBcc: all@example.org", Instant.EPOCH, List.of()));
		var headers = this.server.lines.subList(0, this.server.lines.indexOf(""));
		assertThat(headers).noneMatch((line) -> line.toLowerCase(Locale.ROOT).startsWith("bcc"))
			.anyMatch((line) -> line.startsWith("Message-ID: <"));
	}

	private Mailer mailer() {
		return mailer(Duration.ofSeconds(30));
	}

	private Mailer mailer(Duration limit) {
		var sender = new JavaMailSenderImpl();
		sender.setHost("127.0.0.1");
		sender.setPort(this.server.socket.getLocalPort());
		sender.getJavaMailProperties()
			.putAll(Map.of("mail.smtp.connectiontimeout", "2000", "mail.smtp.timeout", "500", "mail.smtp.writetimeout",
					"2000", "mail.smtp.localhost", "test"));
		var settings = new MailSettings("site@example.com", "owner@example.com", limit);
		return new Mailer(new SmtpConnections(sender, settings), settings, this.observations, Tracer.NOOP);
	}

	/**
	 * Answers as it is told: by command, "" cuts the connection, "silence" keeps it
	 * waiting, and so do "drops", which never end.
	 */
	private static final class MailServer implements AutoCloseable {

		/** More often than a read times out. */
		private static final Duration DROP = Duration.ofMillis(50);

		private final ServerSocket socket;

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final AtomicInteger connections = new AtomicInteger();

		private volatile Map<String, String> answers = Map.of();

		MailServer() {
			try {
				this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				Thread.ofVirtual().start(this::serve);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private void serve() {
			while (!this.socket.isClosed()) {
				try (var client = this.socket.accept();
						var reader = new BufferedReader(
								new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
					this.connections.incrementAndGet();
					talk(client, reader);
				}
				catch (IOException _) {
					// the client went away, or the test is over
				}
			}
		}

		private void talk(Socket client, BufferedReader reader) throws IOException {
			if (!answer(client, "hello", "220 here")) {
				return;
			}
			for (var line = reader.readLine(); line != null; line = reader.readLine()) {
				var command = line.split(" ")[0].toUpperCase(Locale.ROOT);
				if (!answer(client, command, command.equals("DATA") ? "354 go" : "250 fine")) {
					return;
				}
				if (command.equals("DATA") && !this.answers.containsKey("DATA")) {
					readMail(reader);
					if (!answer(client, ".", "250 mine")) {
						return;
					}
				}
			}
		}

		private void readMail(BufferedReader reader) throws IOException {
			for (var line = reader.readLine(); line != null && !line.equals("."); line = reader.readLine()) {
				this.lines.add(line);
			}
		}

		private boolean answer(Socket client, String command, String usual) throws IOException {
			var answer = this.answers.getOrDefault(command, usual);
			while (answer.equals("drops")) {
				client.getOutputStream().write('2');
				LockSupport.parkNanos(DROP.toNanos());
			}
			if (!answer.isEmpty() && !answer.equals("silence")) {
				client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
			}
			return !answer.isEmpty();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
