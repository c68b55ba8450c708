/**
 * What happened here reaches Kafka, exactly as stored: an event commits together with the
 * change it tells of, and a relay publishes it from there.
 */
@NullMarked
package dev.akshay.portfolio.platform.outbox;

import org.jspecify.annotations.NullMarked;
