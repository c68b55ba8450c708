package dev.akshay.portfolio.local.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/**
 * A mail in the words of Mailpit's API, so that one can stand in for the other.
 *
 * @param id how it is asked for
 * @param messageId what its sender calls it
 * @param from who sent it
 * @param to whom it is for
 * @param replyTo who gets the answer
 * @param subject what it is about
 * @param created when it arrived
 * @param size how many bytes it has
 * @param text what it says, or the beginning of it in a list
 */
record Mail(@JsonProperty("ID") String id, @JsonProperty("MessageID") String messageId,
		@JsonProperty("From") Mailbox from, @JsonProperty("To") List<Mailbox> to,
		@JsonProperty("ReplyTo") List<Mailbox> replyTo, @JsonProperty("Subject") String subject,
		@JsonProperty("Created") String created, @JsonProperty("Size") int size, @JsonProperty("Text") String text) {

	private static final int SNIPPET = 250;

	private static final Session SESSION = Session.getInstance(new Properties());

	@JsonProperty("Snippet")
	String snippet() {
		String line = this.text.strip().replaceAll("\\s+", " ");
		return (line.length() <= SNIPPET) ? line : line.substring(0, SNIPPET);
	}

	/** As it stands in a list. */
	Mail shortened() {
		return new Mail(this.id, this.messageId, this.from, this.to, this.replyTo, this.subject, this.created,
				this.size, snippet());
	}

	static Mail parse(String id, String created, byte[] bytes) {
		try {
			MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
			return new Mail(id, idOf(message), mailboxes(message.getFrom()).findFirst().orElse(Mailbox.NOBODY),
					mailboxes(message.getRecipients(RecipientType.TO)).toList(),
					mailboxes(message.getReplyTo()).toList(), Optional.ofNullable(message.getSubject()).orElse(""),
					created, bytes.length, textOf(message));
		}
		catch (MessagingException | IOException ex) {
			// what cannot be understood is kept and shown all the same
			return new Mail(id, "", Mailbox.NOBODY, List.of(), List.of(), "(not readable)", created, bytes.length, "");
		}
	}

	private static String idOf(MimeMessage message) throws MessagingException {
		String id = message.getMessageID();
		return (id != null) ? id.replaceAll("^<|>$", "") : "";
	}

	@SuppressWarnings("NullAway") // Jakarta Mail gives null for a header that is not
									// there
	private static Stream<Mailbox> mailboxes(Address[] addresses) {
		return (addresses != null) ? Stream.of(addresses).map(Mailbox::of) : Stream.empty();
	}

	private static String textOf(Part part) throws MessagingException, IOException {
		if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
			for (int i = 0; i < parts.getCount(); i++) {
				String text = textOf(parts.getBodyPart(i));
				if (!text.isEmpty()) {
					return text;
				}
			}
			return "";
		}
		return (part.isMimeType("text/plain") && part.getContent() instanceof String text) ? text : "";
	}

	/**
	 * Somebody who sends or gets mail.
	 *
	 * @param name what they are called
	 * @param address where they are reached
	 */
	record Mailbox(@JsonProperty("Name") String name, @JsonProperty("Address") String address) {

		static final Mailbox NOBODY = new Mailbox("", "");

		static Mailbox of(Address address) {
			return (address instanceof InternetAddress internet)
					? new Mailbox(Optional.ofNullable(internet.getPersonal()).orElse(""), internet.getAddress())
					: new Mailbox("", address.toString());
		}

	}

	/**
	 * A page of a list.
	 *
	 * @param total how many mails there are
	 * @param count the same; Mailpit counts what a search finds
	 * @param start how many came before this page
	 * @param messages the mails of this page
	 */
	record Listing(@JsonProperty("total") int total, @JsonProperty("messages_count") int count,
			@JsonProperty("start") int start, @JsonProperty("messages") List<Mail> messages) {

	}

}
