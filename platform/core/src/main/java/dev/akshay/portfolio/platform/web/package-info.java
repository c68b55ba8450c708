/**
 * HTTP habits that all services share: validators and strict JSON.
 */
@NullMarked
package dev.akshay.portfolio.platform.web;

import org.jspecify.annotations.NullMarked;
