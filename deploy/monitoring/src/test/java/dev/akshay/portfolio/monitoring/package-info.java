@NullMarked
package dev.akshay.portfolio.monitoring;

import org.jspecify.annotations.NullMarked;
