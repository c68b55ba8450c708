package dev.akshay.portfolio.local.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail on its way in: SMTP's MAIL, RCPT and DATA. */
final class Delivery implements MessageHandler {

	static final int LARGEST = 10 << 20;

	private static final Logger LOGGER = LoggerFactory.getLogger(Delivery.class);

	private final MailStore store;

	private final List<String> recipients = new ArrayList<>();

	private String from = "";

	Delivery(MailStore store) {
		this.store = store;
	}

	@Override
	public void from(String sender) {
		this.from = sender;
	}

	@Override
	public void recipient(String recipient) {
		this.recipients.add(recipient);
	}

	@Override
	public @Nullable String data(InputStream data) throws RejectException, IOException {
		byte[] content = readBounded(data);
		try {
			return "Ok: kept as " + this.store.add(this.from, this.recipients, content);
		}
		catch (IOException ex) {
			LOGGER.error("could not keep a mail", ex);
			throw new RejectException(452, "cannot write to disk");
		}
	}

	private static byte[] readBounded(InputStream data) throws RejectException, IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		long total = 0;
		for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
			total += read;
			// the rest is still read, since the sender listens only after its last byte
			if (total <= LARGEST) {
				content.write(buffer, 0, read);
			}
		}
		if (total > LARGEST) {
			throw new RejectException(552, "the mail is larger than " + LARGEST + " bytes");
		}
		return content.toByteArray();
	}

	@Override
	public void done() {
		// the mail was kept with its last byte
	}

}
