package dev.akshay.portfolio.local.mail;

import java.util.List;
import java.util.stream.Collectors;

/** Mail as a person reads it. */
final class MailPages {

	private static final String LAYOUT = """
			<!doctype html>
			<html lang="en">
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<title>%s</title>
			<style>
			:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
			body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
			li { margin-block: .75rem } ul { list-style: none; padding: 0 }
			pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit } small { opacity: .75 }
			</style>
			<main>%s</main>
			</html>
			""";

	private MailPages() {
	}

	static String list(List<Mail> mails) {
		String items = mails.stream()
			.map((mail) -> "<li><a href=\"/view/%s\">%s</a><br><small>%s &middot; %s</small></li>".formatted(
					escape(mail.id()), escape(mail.subject().isBlank() ? "(no subject)" : mail.subject()),
					escape(mail.from().address()), escape(mail.created())))
			.collect(Collectors.joining());
		return LAYOUT.formatted("Mail",
				"<h1>Mail</h1>" + (mails.isEmpty() ? "<p>No mail yet.</p>" : "<ul>" + items + "</ul>"));
	}

	static String mail(Mail mail) {
		return LAYOUT.formatted(escape(mail.subject()), """
				<p><a href="/">All mail</a></p>
				<h1>%s</h1>
				<p>From %s<br>To %s<br>Reply to %s<br><small>%s</small></p>
				<pre>%s</pre>
				<p><a href="/api/v1/message/%s/raw">As it came</a></p>
				""".formatted(escape(mail.subject()), escape(mail.from().address()), addresses(mail.to()),
				addresses(mail.replyTo()), escape(mail.created()), escape(mail.text()), escape(mail.id())));
	}

	private static String addresses(List<Mail.Mailbox> mailboxes) {
		return escape(mailboxes.stream().map(Mail.Mailbox::address).collect(Collectors.joining(", ")));
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
