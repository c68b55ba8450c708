package dev.akshay.portfolio.notifier.mail;

import java.time.Duration;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Between whom mails go.
 *
 * @param from the sender of all mails, an address the mail server lets us send from
 * @param to the owner
 * @param limit how long a mail may take, from looking for a connection to the server's
 * word: the timeouts of SMTP begin anew with each byte
 */
@Validated
@ConfigurationProperties("portfolio.mail")
record MailSettings(@NotBlank @Email String from, @NotBlank @Email String to, @DefaultValue("30s") Duration limit) {

	String domain() {
		return this.from.substring(this.from.lastIndexOf('@') + 1);
	}

}
