package dev.akshay.portfolio.bench.pipeline;

/**
 * What became of the messages of a run.
 *
 * @param sent how many were sent, once or several times
 * @param answered how many of them were accepted in the end
 * @param kept how many are in the database
 * @param unanswered how many of these were never answered, as the answer got lost
 * @param lost how many were accepted and are not in the database
 * @param doubled how many are in the database once more
 * @param standing how many have a receipt that goes no further, or none
 * @param parked how many were given up for the owner to see to
 * @param withoutMail how many are in the database and have not come by mail
 * @param outbox how many events are still to be published
 * @param mailsAgain how many mails came once more under the same Message-ID
 * @param mailsApart how many messages came by mails under different Message-IDs
 */
public record Balance(long sent, long answered, long kept, long unanswered, long lost, long doubled, long standing,
		long parked, long withoutMail, long outbox, long mailsAgain, long mailsApart) {
}
