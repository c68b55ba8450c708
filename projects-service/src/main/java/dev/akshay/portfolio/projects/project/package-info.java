/** A project, where it is kept, how it is loaded and read. */
@NullMarked
package dev.akshay.portfolio.projects.project;

import org.jspecify.annotations.NullMarked;
