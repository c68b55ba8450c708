package dev.akshay.portfolio.insights.insight;

import java.time.LocalDate;
import java.util.List;

import dev.akshay.portfolio.platform.content.InFile;
import dev.akshay.portfolio.platform.web.AnsweredOnly;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * An insight as its owner writes it.
 *
 * @param title its name for people
 * @param source whose work taught it
 * @param published the day that the article bears
 * @param summary one or two sentences
 * @param ideas what the pattern consists of
 * @param takeaway what to remember
 * @param order where it stands among the insights; absent in a request, it stays where it
 * is, or comes last
 * @param sources what the article rests on
 * @param body the article as Markdown
 */
// a file has to say what a request may leave out
@SuppressWarnings("MultipleNullnessAnnotations")
@AnsweredOnly({ "slug", "html" })
record InsightDocument(@NotBlank @Size(max = 120) String title, @NotBlank @Size(max = 120) String source,
		@NotNull LocalDate published, @NotBlank @Size(max = 400) String summary,
		@NotEmpty @Size(max = 40) List<@NotBlank @Size(max = 200) String> ideas,
		@NotBlank @Size(max = 300) String takeaway, @NotNull(groups = InFile.class) @Nullable @Positive Integer order,
		@NotEmpty @Size(max = 40) List<@Valid @NotNull Source> sources, @NotBlank @Size(max = 100_000) String body) {
}
