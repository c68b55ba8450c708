/** Reads dashboards and alerts: which metrics they ask for, and with which labels. */
@NullMarked
package dev.akshay.portfolio.monitoring;

import org.jspecify.annotations.NullMarked;
