/** The live architecture: takes in what every process tells, and shows it to anybody. */
@NullMarked
package dev.akshay.portfolio.observatory;

import org.jspecify.annotations.NullMarked;
