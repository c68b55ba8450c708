/** The gateway's own database, without which it does everything but the owner's work. */
@NullMarked
package dev.akshay.portfolio.gateway.database;

import org.jspecify.annotations.NullMarked;
