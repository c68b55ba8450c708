/**
 * Tells who the owner is, and turns what she shows at the door into what services
 * believe.
 */
@NullMarked
package dev.akshay.portfolio.gateway.owner;

import org.jspecify.annotations.NullMarked;
