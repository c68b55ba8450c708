/**
 * The index of projects and their case studies.
 */
@NullMarked
package dev.akshay.portfolio.website.projects;

import org.jspecify.annotations.NullMarked;
