/** The description of every API behind the door, as one document and as a page. */
@NullMarked
package dev.akshay.portfolio.gateway.docs;

import org.jspecify.annotations.NullMarked;
