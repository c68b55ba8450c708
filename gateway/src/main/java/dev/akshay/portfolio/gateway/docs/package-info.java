/** The description of every API behind the door, as one document. */
@NullMarked
package dev.akshay.portfolio.gateway.docs;

import org.jspecify.annotations.NullMarked;
