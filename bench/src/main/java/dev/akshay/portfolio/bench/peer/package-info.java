/** What the gateway is compared with: small programs, each in a process of its own. */
@NullMarked
package dev.akshay.portfolio.bench.peer;

import org.jspecify.annotations.NullMarked;
