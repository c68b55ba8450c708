/**
 * What PostgreSQL can do beyond SQL: telling who waits that something happened.
 */
@NullMarked
package dev.akshay.portfolio.platform.postgres;

import org.jspecify.annotations.NullMarked;
