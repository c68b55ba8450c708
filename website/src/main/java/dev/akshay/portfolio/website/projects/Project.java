package dev.akshay.portfolio.website.projects;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A project as it stands in the index. */
public record Project(String slug, String title, String company, int year, @Nullable String figure, String summary,
		List<String> stack) {

	public Project {
		Objects.requireNonNull(slug, "slug");
		Objects.requireNonNull(title, "title");
		company = (company != null) ? company : "";
		summary = (summary != null) ? summary : "";
		stack = (stack != null) ? List.copyOf(stack) : List.of();
	}

	public @Nullable Figure mark() {
		return (this.figure != null) ? Figure.of(this.figure) : null;
	}

	public String path() {
		return "/projects/" + this.slug;
	}

}
