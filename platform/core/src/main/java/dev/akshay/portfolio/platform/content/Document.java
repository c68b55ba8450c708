package dev.akshay.portfolio.platform.content;

/**
 * One content file.
 *
 * @param <T> what it says
 * @param slug the file's name without its ending
 * @param content what it says
 * @param hash changes when the file changes
 * @param text the file as it is
 */
public record Document<T>(String slug, T content, String hash, String text) {
}
