package dev.akshay.portfolio.contact.receipt;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Messages that were taken in and never arrived: the mail server does not have them, and
 * they were not given up either, which the owner would see.
 *
 * @param first when the first message of all was left, if there was one
 * @param lost how many are lost
 * @param last when the last of those was left, if there is one
 */
record Losses(@Nullable Instant first, long lost, @Nullable Instant last) {
}
