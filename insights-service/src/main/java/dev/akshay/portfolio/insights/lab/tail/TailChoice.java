package dev.akshay.portfolio.insights.lab.tail;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a visitor chooses.
 *
 * @param fanouts how many fan-outs there are of each kind
 * @param budgetPercent how many calls more than necessary hedging may make, in percent
 */
record TailChoice(@NotNull @Min(10) @Max(150) Integer fanouts, @NotNull @Min(0) @Max(20) Integer budgetPercent) {
}
