package dev.akshay.portfolio.insights.lab.edge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a visitor chooses.
 *
 * @param reads how often the page is read from each of the two
 */
record EdgeChoice(@NotNull @Min(20) @Max(200) Integer reads) {
}
