package dev.akshay.portfolio.platform.problem;

/**
 * One thing wrong with the input.
 *
 * @param field where it is, as the client wrote it: {@code email}, {@code items[2].name}
 * or a header's name
 * @param message what is wrong and what to do, to be read behind the field's name
 */
public record FieldError(String field, String message) {
}
