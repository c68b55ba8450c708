package dev.akshay.portfolio.notifier.mail;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;

import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Tracer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * Hands mails to the mail server and blocks until it has them; for threads that may wait.
 */
@Component
public class Mailer {

	/** Name of the observation, one per try. */
	static final String OBSERVATION = "portfolio.mail.send";

	private final SmtpConnections server;

	private final MailSettings settings;

	private final ObservationRegistry observations;

	private final Tracer tracer;

	Mailer(SmtpConnections server, MailSettings settings, ObservationRegistry observations, Tracer tracer) {
		this.server = server;
		this.settings = settings;
		this.observations = observations;
		this.tracer = tracer;
	}

	/**
	 * Sends a mail.
	 * @param mail the mail
	 * @throws PermanentFailure if the server refuses it for good
	 * @throws dev.akshay.portfolio.platform.messaging.TemporaryFailure if it may take it
	 * later
	 * @throws dev.akshay.portfolio.platform.messaging.Outage if there is no server
	 */
	public void send(Mail mail) {
		// the header is written by us: SMTP itself knows no trace
		var context = new SenderContext<MimeMessage>((_, _, _) -> {
		}, Kind.CLIENT);
		context.setRemoteServiceName("mail");
		Observation.createNotStarted(OBSERVATION, () -> context, this.observations)
			.contextualName("send mail")
			.lowCardinalityKeyValue("network.protocol.name", "smtp")
			.observe(() -> sendNow(mail));
	}

	private void sendNow(Mail mail) {
		try {
			this.server.send(written(mail));
		}
		catch (MessagingException ex) {
			throw SmtpFailure.meaningOf(ex);
		}
	}

	private MimeMessage written(Mail mail) {
		try {
			var message = this.server.blank();
			var helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
			var visitor = new InternetAddress(mail.replyAddress(), mail.replyName(), StandardCharsets.UTF_8.name());
			visitor.validate();
			helper.setFrom(this.settings.from());
			helper.setTo(this.settings.to());
			helper.setReplyTo(visitor);
			helper.setSubject(mail.subject());
			helper.setText(mail.text());
			helper.setSentDate(Date.from(mail.date()));
			if (!mail.suspicions().isEmpty()) {
				message.setHeader("X-Portfolio-Suspect", String.join(", ", mail.suspicions()));
			}
			message.saveChanges();
			// saving makes up another one
			message.setHeader("Message-ID", messageId(mail));
			var span = this.tracer.currentSpan();
			if (span != null) {
				message.setHeader("X-Trace-Id", span.context().traceId());
			}
			return message;
		}
		// without the cause: it may quote what it could not use
		catch (MessagingException | UnsupportedEncodingException _) {
			throw new PermanentFailure("no mail can be made of it");
		}
	}

	// not the id as it is: it may hold what has no place in a header
	private String messageId(Mail mail) {
		var id = UUID.nameUUIDFromBytes(mail.event().getBytes(StandardCharsets.UTF_8));
		return "<%s@%s>".formatted(id, this.settings.domain());
	}

}
