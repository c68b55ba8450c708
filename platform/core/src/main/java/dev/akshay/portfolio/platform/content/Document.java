package dev.akshay.portfolio.platform.content;

/**
 * One content file.
 *
 * @param <T> what its front matter says
 * @param slug the file's name without its ending
 * @param matter the front matter
 * @param body the Markdown behind it; empty for a YAML file
 * @param hash changes when the file changes
 */
public record Document<T>(String slug, T matter, String body, String hash) {
}
