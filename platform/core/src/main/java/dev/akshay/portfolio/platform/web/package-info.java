/**
 * HTTP habits that all services share: validators, strict JSON, and ids that nobody
 * guesses.
 */
@NullMarked
package dev.akshay.portfolio.platform.web;

import org.jspecify.annotations.NullMarked;
