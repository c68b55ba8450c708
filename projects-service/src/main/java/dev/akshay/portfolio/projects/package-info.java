/** What the owner has built: projects and their case studies. */
@NullMarked
package dev.akshay.portfolio.projects;

import org.jspecify.annotations.NullMarked;
