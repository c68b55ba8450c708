/**
 * What the repository says about the suite: its code, its configuration, its overlays.
 */
package dev.akshay.portfolio.kubernetes.suite;
