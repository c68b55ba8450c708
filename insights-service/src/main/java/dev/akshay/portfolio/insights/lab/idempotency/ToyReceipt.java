package dev.akshay.portfolio.insights.lab.idempotency;

import java.util.UUID;

/**
 * Says that a payment was made.
 *
 * @param payment its id
 * @param amount how much
 * @param currency in which currency
 */
record ToyReceipt(UUID payment, int amount, String currency) {
}
