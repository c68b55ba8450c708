package dev.akshay.portfolio.website.contact;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ways in which handing over a message can end. */
sealed interface Submission {

	/** The message is stored; the receipt follows it. */
	record Accepted(String receipt) implements Submission {
	}

	/** Something in the form breaks a rule. */
	record Refused(List<Fault> errors) implements Submission {

		Map<String, String> byField() {
			return this.errors.stream().collect(Collectors.toMap(Fault::field, Fault::message, (one, _) -> one));
		}

	}

	/** The form was sent before with another text, and that text has been stored. */
	record Changed() implements Submission {
	}

	/** Nobody took the message in, or nobody knows whether somebody did. */
	record Unanswered() implements Submission {
	}

	/** A rule that a field breaks, to be read behind the field's name. */
	record Fault(String field, String message) {
	}

}
