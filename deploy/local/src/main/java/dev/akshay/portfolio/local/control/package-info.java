/** How a command reaches the supervisor that runs in the background. */
@NullMarked
package dev.akshay.portfolio.local.control;

import org.jspecify.annotations.NullMarked;
