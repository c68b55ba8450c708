/**
 * The site for programs: feed, sitemap, robots.txt and security.txt.
 */
@NullMarked
package dev.akshay.portfolio.website.syndication;

import org.jspecify.annotations.NullMarked;
