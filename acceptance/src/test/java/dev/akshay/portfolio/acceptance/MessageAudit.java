package dev.akshay.portfolio.acceptance;

import java.util.List;
import java.util.stream.Collectors;

import dev.akshay.portfolio.acceptance.ContactRecords.Kept;
import dev.akshay.portfolio.acceptance.Senders.Answer;
import dev.akshay.portfolio.acceptance.Senders.Sent;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Compares what people sent with what is in the database and in the owner's mail. A mail
 * may be there twice only if the notifier or the mail server died between the mail and
 * the news of it, and then both are one to every mail program.
 */
final class MessageAudit {

	/**
	 * Of how many mails the notifier does not know yet whether the news of them arrived:
	 * two for each of the three parts of its topic, and for each of its three retry
	 * topics.
	 */
	private static final int UNDER_WAY = 12;

	private final Suite suite;

	private final ContactRecords records;

	MessageAudit(Suite suite) {
		this.suite = suite;
		this.records = new ContactRecords(suite);
	}

	/**
	 * Waits until everything has arrived, and checks that it did so once.
	 * @param topic what the subject of each message begins with
	 * @param sent what was sent
	 * @param deaths how often notifier or mail server ended in between
	 */
	void check(String topic, List<Sent> sent, int deaths) {
		var accepted = sent.stream().filter(Sent::accepted).map(Sent::subject).collect(Collectors.toSet());
		assertThat(accepted).isNotEmpty();
		assertThat(sent).flatExtracting(Sent::answers).extracting(Answer::status).doesNotContain(400, 422);

		await().atMost(Suite.LIMIT).untilAsserted(() -> assertThat(this.records.waiting()).isZero());
		await().atMost(Suite.LIMIT)
			.untilAsserted(() -> assertThat(this.records.about(topic)).allMatch(Kept::delivered, "delivered"));
		var kept = this.records.about(topic);
		assertThat(kept).extracting(Kept::subject).doesNotHaveDuplicates().containsAll(accepted);
		assertThat(kept).allMatch(Kept::published, "published").noneMatch(Kept::parked, "parked");

		var mails = this.suite.mailList(topic).stream().collect(Collectors.groupingBy(MessageAudit::subjectOf));
		assertThat(mails.keySet())
			.containsExactlyInAnyOrderElementsOf(kept.stream().map(Kept::subject).collect(Collectors.toSet()));
		var doubled = mails.values().stream().filter((copies) -> copies.size() > 1).toList();
		assertThat(doubled)
			.allSatisfy((copies) -> assertThat(copies).extracting((mail) -> mail.get("MessageID").stringValue())
				.containsOnly(copies.getFirst().get("MessageID").stringValue()));
		assertThat(mails.values().stream().mapToInt((copies) -> copies.size() - 1).sum()).as("mails that came again")
			.isLessThanOrEqualTo(deaths * UNDER_WAY);
		System.out.printf("%d messages sent, %d answered, %d kept, each once; %d mails came twice under one id%n",
				sent.size(), accepted.size(), kept.size(), doubled.size());
	}

	private static String subjectOf(JsonNode mail) {
		return mail.get("Subject").stringValue();
	}

}
