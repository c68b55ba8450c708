package dev.akshay.portfolio.website.insights;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** An article as it stands in the list. */
public record Insight(String slug, String title, @Nullable String source, LocalDate published, String summary,
		List<String> ideas, String takeaway) {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

	public Insight {
		Objects.requireNonNull(slug, "slug");
		Objects.requireNonNull(title, "title");
		Objects.requireNonNull(published, "published");
		summary = (summary != null) ? summary : "";
		takeaway = (takeaway != null) ? takeaway : "";
		ideas = (ideas != null) ? List.copyOf(ideas) : List.of();
	}

	public String path() {
		return "/insights/" + this.slug;
	}

	public String day() {
		return this.published.format(DAY);
	}

}
