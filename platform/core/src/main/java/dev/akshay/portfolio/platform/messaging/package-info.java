/**
 * Events between services: CloudEvents over Kafka, and what happens to those that nobody
 * can handle.
 */
@NullMarked
package dev.akshay.portfolio.platform.messaging;

import org.jspecify.annotations.NullMarked;
