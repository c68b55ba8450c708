package dev.akshay.portfolio.notifier.mail;

import java.time.Instant;
import java.util.List;

/**
 * A mail to the owner.
 *
 * @param event the event it tells of; a mail sent twice for one event carries one
 * Message-ID
 * @param replyName who gets the answer
 * @param replyAddress where the answer goes to
 * @param subject what it is about
 * @param text what it says, plain
 * @param date when it happened
 * @param suspicions why it may not come from a person, as words for a header; none is the
 * rule
 */
public record Mail(String event, String replyName, String replyAddress, String subject, String text, Instant date,
		List<String> suspicions) {
}
