package dev.akshay.portfolio.insights.insight;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What an article rests on.
 *
 * @param title the source's name
 * @param url where it is
 */
record Source(@NotBlank @Size(max = 200) String title, @NotBlank @Size(max = 2000) @Pattern(regexp = "https?://\\S+",
		message = "must be an http or https address") String url) {
}
