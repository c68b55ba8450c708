/** The Kafka broker; a process of its own. */
@NullMarked
package dev.akshay.portfolio.local.kafka;

import org.jspecify.annotations.NullMarked;
