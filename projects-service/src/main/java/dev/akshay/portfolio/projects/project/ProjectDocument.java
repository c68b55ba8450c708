package dev.akshay.portfolio.projects.project;

import java.util.List;

import dev.akshay.portfolio.platform.content.InFile;
import dev.akshay.portfolio.platform.web.AnsweredOnly;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A project as its owner writes it.
 *
 * @param title its name for people
 * @param company for whom it was built
 * @param year when it was built, or last worked on
 * @param figure the one number that tells its size or effect, if there is one
 * @param summary one or two sentences
 * @param stack what it is made of
 * @param order where it stands among the projects; absent in a request, it stays where it
 * is, or comes last
 * @param body the story as Markdown
 */
// a file has to say what a request may leave out
@SuppressWarnings("MultipleNullnessAnnotations")
@AnsweredOnly({ "slug", "html" })
record ProjectDocument(@NotBlank @Size(max = 120) String title, @NotBlank @Size(max = 60) String company,
		@Min(1970) @Max(2100) int year, @Nullable @Size(min = 1, max = 40) String figure,
		@NotBlank @Size(max = 400) String summary,
		@NotEmpty @Size(max = 40) List<@NotBlank @Size(max = 60) String> stack,
		@NotNull(groups = InFile.class) @Nullable @Positive Integer order, @NotBlank @Size(max = 100_000) String body) {
}
