/**
 * What speaks against a person behind a message, found without a third party, a cookie or
 * a refusal: proof of work by the protocol of <a href="https://altcha.org">ALTCHA</a>, a
 * trap of time and one of a field that people do not see.
 */
@NullMarked
package dev.akshay.portfolio.contact.suspicion;

import org.jspecify.annotations.NullMarked;
