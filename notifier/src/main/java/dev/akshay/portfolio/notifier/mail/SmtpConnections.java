package dev.akshay.portfolio.notifier.mail;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

import dev.akshay.portfolio.platform.messaging.Outage;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.angus.mail.util.MailStreamProvider;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * Connections to the mail server. Making one costs more than the mail it is made for, so
 * they are kept for the next mail: as many as there are threads that send.
 */
@Component
class SmtpConnections implements DisposableBean {

	/** After so long without a mail it is asked whether it is still there. */
	private static final Duration TRUSTED = Duration.ofSeconds(1);

	/** After so long it is closed when it is met again; servers wait for minutes. */
	private static final Duration KEPT = Duration.ofSeconds(60);

	private static final Log logger = LogFactory.getLog(SmtpConnections.class);

	private final ConcurrentLinkedDeque<Kept> resting = new ConcurrentLinkedDeque<>();

	private final JavaMailSenderImpl server;

	SmtpConnections(JavaMailSenderImpl server) {
		// else it is looked for in every jar again for every mail
		System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
		this.server = server;
	}

	/** A mail with nothing in it yet. */
	MimeMessage blank() {
		return this.server.createMimeMessage();
	}

	/**
	 * Sends a mail and waits for the server's word.
	 * @param mail the mail, with its Message-ID
	 * @throws Outage if there is no connection to be had
	 * @throws MessagingException if the mail was not taken
	 */
	void send(MimeMessage mail) throws MessagingException {
		var transport = take();
		try {
			transport.sendMessage(mail, mail.getAllRecipients());
		}
		// nobody knows what it would answer to the next one
		catch (MessagingException | RuntimeException ex) {
			close(transport);
			throw ex;
		}
		this.resting.push(new Kept(transport, System.nanoTime()));
	}

	private Transport take() {
		for (var kept = this.resting.poll(); kept != null; kept = this.resting.poll()) {
			if (kept.isAlive()) {
				return kept.transport();
			}
			close(kept.transport());
		}
		return connect();
	}

	private Transport connect() {
		try {
			var transport = this.server.getSession().getTransport(protocol());
			try {
				transport.connect(this.server.getHost(), this.server.getPort(), this.server.getUsername(),
						this.server.getPassword());
			}
			catch (MessagingException ex) {
				close(transport);
				throw ex;
			}
			return transport;
		}
		catch (MessagingException ex) {
			throw new Outage("the mail server cannot be reached", ex);
		}
	}

	private String protocol() {
		return (this.server.getProtocol() != null) ? this.server.getProtocol() : JavaMailSenderImpl.DEFAULT_PROTOCOL;
	}

	private static void close(Transport transport) {
		try {
			transport.close();
		}
		catch (MessagingException ex) {
			logger.debug("A connection to the mail server did not end well", ex);
		}
	}

	@Override
	public void destroy() {
		for (var kept = this.resting.poll(); kept != null; kept = this.resting.poll()) {
			close(kept.transport());
		}
	}

	/** A connection that waits for its next mail. */
	private record Kept(Transport transport, long since) {

		boolean isAlive() {
			var rested = System.nanoTime() - this.since;
			return rested < TRUSTED.toNanos() || (rested < KEPT.toNanos() && this.transport.isConnected());
		}

	}

}
