package dev.akshay.portfolio.notifier.mail;

import java.net.Socket;
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
import org.jspecify.annotations.Nullable;

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

	private final WatchedSockets sockets = new WatchedSockets();

	private final JavaMailSenderImpl server;

	private final Duration limit;

	SmtpConnections(JavaMailSenderImpl server, MailSettings settings) {
		// else it is looked for in every jar again for every mail
		System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
		this.server = server;
		this.limit = settings.limit();
		var factory = "mail." + protocol() + ".socketFactory";
		server.getJavaMailProperties().put(factory, this.sockets);
		// another one would make sockets that nobody watches
		server.getJavaMailProperties().put(factory + ".fallback", "false");
	}

	/** A mail with nothing in it yet. */
	MimeMessage blank() {
		return this.server.createMimeMessage();
	}

	/**
	 * Sends a mail and waits for the server's word, no longer than a mail may take.
	 * @param mail the mail, with its Message-ID
	 * @throws Outage if there is no connection to be had
	 * @throws MessagingException if the mail was not taken
	 */
	void send(MimeMessage mail) throws MessagingException {
		try (var watch = this.sockets.watch(this.limit)) {
			var transport = take(watch);
			try {
				transport.sendMessage(mail, mail.getAllRecipients());
			}
			// nobody knows what it would answer to the next one
			catch (MessagingException | RuntimeException ex) {
				close(transport);
				throw ex;
			}
			this.resting.push(new Kept(transport, watch.socket(), System.nanoTime()));
		}
	}

	private Transport take(WatchedSockets.Watch watch) {
		for (var kept = this.resting.poll(); kept != null; kept = this.resting.poll()) {
			watch.over(kept.socket());
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
		try (var watch = this.sockets.watch(this.limit)) {
			for (var kept = this.resting.poll(); kept != null; kept = this.resting.poll()) {
				watch.over(kept.socket());
				close(kept.transport());
			}
		}
	}

	/** A connection that waits for its next mail. */
	private record Kept(Transport transport, @Nullable Socket socket, long since) {

		boolean isAlive() {
			var rested = System.nanoTime() - this.since;
			return rested < TRUSTED.toNanos() || (rested < KEPT.toNanos() && this.transport.isConnected());
		}

	}

}
