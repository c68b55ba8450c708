package dev.akshay.portfolio.notifier.mail;

import java.util.Map;

import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.messaging.TemporaryFailure;
import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;

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
		var failure = new MailSendException(Map.of("mail", new SendFailedException("Invalid Addresses", refused)));
		assertThat(SmtpFailure.meaningOf(failure)).isExactlyInstanceOf(PermanentFailure.class)
			.hasMessage("the mail server refused it with 550");
	}

	@Test
	void busyServerIsTriedAgain() {
		assertThat(SmtpFailure.meaningOf(answered(451))).isExactlyInstanceOf(TemporaryFailure.class)
			.hasMessage("the mail server put it off with 451");
	}

	@Test
	void unreachableServerIsTriedAgain() {
		assertThat(
				SmtpFailure.meaningOf(new MailSendException("Mail server connection failed", new RuntimeException())))
			.isExactlyInstanceOf(TemporaryFailure.class)
			.hasMessage("the mail server cannot be reached");
	}

	@Test
	void refusedPasswordIsTriedAgain() {
		assertThat(SmtpFailure.meaningOf(new MailAuthenticationException("no")))
			.isExactlyInstanceOf(TemporaryFailure.class);
	}

	@Test
	void whatIsNoMailIsGivenUp() {
		assertThat(SmtpFailure.meaningOf(new MailParseException("no"))).isExactlyInstanceOf(PermanentFailure.class);
	}

	private static MailSendException answered(int code) {
		var none = new Address[0];
		return new MailSendException(Map.of("mail", new SMTPSendFailedException("DATA", code,
				code + " because of what ada@example.org wrote", null, none, none, none)));
	}

}
