/**
 * A service that is broken for one visitor, who is the experiment, and what the gateway
 * gives her instead.
 */
@NullMarked
package dev.akshay.portfolio.insights.lab.breaker;

import org.jspecify.annotations.NullMarked;
