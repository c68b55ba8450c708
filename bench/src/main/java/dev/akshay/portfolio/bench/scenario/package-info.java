/** What can be measured, one class each. */
@NullMarked
package dev.akshay.portfolio.bench.scenario;

import org.jspecify.annotations.NullMarked;
