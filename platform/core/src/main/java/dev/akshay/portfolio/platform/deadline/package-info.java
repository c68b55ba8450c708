/**
 * How long a request may still take, told from service to service, so that nobody works
 * for somebody who has stopped waiting.
 */
@NullMarked
package dev.akshay.portfolio.platform.deadline;

import org.jspecify.annotations.NullMarked;
