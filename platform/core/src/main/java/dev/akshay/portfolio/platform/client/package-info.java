/**
 * Calls between services: which replica, how long to wait.
 */
@NullMarked
package dev.akshay.portfolio.platform.client;

import org.jspecify.annotations.NullMarked;
