package dev.akshay.portfolio.insights.lab.purge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a visitor chooses.
 *
 * @param changes how often the note is changed
 */
record PurgeChoice(@NotNull @Min(3) @Max(20) Integer changes) {
}
