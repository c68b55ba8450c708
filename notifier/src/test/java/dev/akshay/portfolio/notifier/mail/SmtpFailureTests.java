package dev.akshay.portfolio.notifier.mail;

import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.messaging.TemporaryFailure;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpFailureTests {

	@Test
	void refusalIsForGoodAndQuotesNothing() {
		assertThat(SmtpFailure.meaningOf(answered(554))).isExactlyInstanceOf(PermanentFailure.class)
			.hasMessage("the mail server refused it with 554")
			.hasNoCause();
	}

	@Test
	void refusedRecipientIsForGood() throws Exception {
		var refused = new SMTPAddressFailedException(new InternetAddress("owner@example.org"), "RCPT TO", 550,
				"no owner@example.org here");
		assertThat(SmtpFailure.meaningOf(new SendFailedException("Invalid Addresses", refused)))
			.isExactlyInstanceOf(PermanentFailure.class)
			.hasMessage("the mail server refused it with 550");
	}

	@Test
	void busyServerIsTriedAgain() {
		assertThat(SmtpFailure.meaningOf(answered(451))).isExactlyInstanceOf(TemporaryFailure.class)
			.hasMessage("the mail server put it off with 451");
	}

	@Test
	void lostConnectionIsTriedAgain() {
		assertThat(SmtpFailure.meaningOf(new MessagingException("broken pipe")))
			.isExactlyInstanceOf(TemporaryFailure.class)
			.hasMessage("the mail server broke off");
	}

	private static SMTPSendFailedException answered(int code) {
		var none = new Address[0];
		return new SMTPSendFailedException("DATA", code, code + " because of what ada@example.org wrote", null, none,
				none, none);
	}

}
