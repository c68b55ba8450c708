/** Takes spans in by OTLP, no more than can be dealt with. */
@NullMarked
package dev.akshay.portfolio.observatory.intake;

import org.jspecify.annotations.NullMarked;
