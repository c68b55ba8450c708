/**
 * A request that is sent twice has one effect, after <a href=
 * "https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header-07">the
 * Idempotency-Key header</a>.
 */
@NullMarked
package dev.akshay.portfolio.platform.idempotency;

import org.jspecify.annotations.NullMarked;
