package dev.akshay.portfolio.notifier.mail;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.messaging.PermanentFailure;
import dev.akshay.portfolio.platform.messaging.TemporaryFailure;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a failure to send means. A server that answers 5xx to a mail refuses it for good;
 * everything else, from a lost connection to a 4xx, may be over in a while. What the
 * server says is not repeated, as it may quote addresses.
 */
final class SmtpFailure {

	private SmtpFailure() {
	}

	static RuntimeException meaningOf(MessagingException failure) {
		var answers = causesOf(failure).stream().flatMap(SmtpFailure::answerOf).filter((answer) -> answer > 0).toList();
		var refusal = answers.stream().filter((answer) -> answer >= 500).findFirst();
		if (refusal.isPresent()) {
			return new PermanentFailure("the mail server refused it with " + refusal.get());
		}
		return new TemporaryFailure(answers.isEmpty() ? "the mail server broke off"
				: "the mail server put it off with " + answers.getFirst(), failure);
	}

	private static Stream<Integer> answerOf(Throwable failure) {
		return switch (failure) {
			case SMTPAddressFailedException address -> Stream.of(address.getReturnCode());
			case SMTPSenderFailedException sender -> Stream.of(sender.getReturnCode());
			case SMTPSendFailedException send -> Stream.of(send.getReturnCode());
			default -> Stream.empty();
		};
	}

	private static Set<Throwable> causesOf(Throwable failure) {
		var found = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
		var waiting = new ArrayDeque<>(List.of(failure));
		while (!waiting.isEmpty()) {
			var next = waiting.poll();
			if (found.add(next)) {
				waiting.addAll(behind(next));
			}
		}
		return found;
	}

	private static Set<Throwable> behind(Throwable failure) {
		var behind = new HashSet<Throwable>();
		if (failure.getCause() != null) {
			behind.add(failure.getCause());
		}
		if (failure instanceof MessagingException chained && chained.getNextException() != null) {
			behind.add(chained.getNextException());
		}
		return behind;
	}

}
