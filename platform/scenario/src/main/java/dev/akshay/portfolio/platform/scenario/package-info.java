/**
 * What a visitor breaks for herself while she reads, what is expected of the site
 * meanwhile, and whether it held: read from files, made over HTTP, and judged by what was
 * answered.
 */
@NullMarked
package dev.akshay.portfolio.platform.scenario;

import org.jspecify.annotations.NullMarked;
