package dev.akshay.portfolio.website.live;

import java.time.Instant;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something that visitors see is another now.
 *
 * @param id what changed, such as {@code projects/kodai}
 * @param change the change itself
 * @param at when
 * @param tags the tags of the pages that show it
 */
record Change(String id, String change, Instant at, @JsonIgnore Set<String> tags) implements News {
}
