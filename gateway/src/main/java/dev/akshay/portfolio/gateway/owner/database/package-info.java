/** The gateway's own database, without which it does everything but the owner's work. */
@NullMarked
package dev.akshay.portfolio.gateway.owner.database;

import org.jspecify.annotations.NullMarked;
