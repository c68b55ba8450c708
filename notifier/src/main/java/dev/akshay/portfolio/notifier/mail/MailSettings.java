package dev.akshay.portfolio.notifier.mail;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Between whom mails go.
 *
 * @param from the sender of all mails, an address the mail server lets us send from
 * @param to the owner
 */
@Validated
@ConfigurationProperties("portfolio.mail")
record MailSettings(@NotBlank @Email String from, @NotBlank @Email String to) {

	String domain() {
		return this.from.substring(this.from.lastIndexOf('@') + 1);
	}

}
