package dev.akshay.portfolio.website.profile;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** The owner, as far as the pages tell. */
public record Profile(String name, String site, String headline, List<String> roles, @Nullable String lookingFor,
		@Nullable String email, @Nullable String linkedin, String summaryHtml, List<Figure> figures,
		List<String> specialities, List<Post> experience, List<Degree> education, List<Certificate> certifications,
		List<Honour> recognition, List<Pastime> beyond, List<Skill> skills) {

	public Profile {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(site, "site");
		headline = (headline != null) ? headline : "";
		summaryHtml = (summaryHtml != null) ? summaryHtml : "";
		roles = listOf(roles);
		figures = listOf(figures);
		specialities = listOf(specialities);
		experience = listOf(experience);
		education = listOf(education);
		certifications = listOf(certifications);
		recognition = listOf(recognition);
		beyond = listOf(beyond);
		skills = listOf(skills);
	}

	public Owner owner() {
		return new Owner(this.name, this.site);
	}

	/**
	 * The roles as one line.
	 * @return the roles, the first with a capital
	 */
	public String rolesLine() {
		return Words.sentence(this.roles);
	}

	public String specialitiesLine() {
		return Words.sentence(this.specialities);
	}

	public @Nullable String linkedinUrl() {
		return (this.linkedin == null || this.linkedin.startsWith("https://")) ? this.linkedin
				: "https://" + this.linkedin;
	}

	private static <T> List<T> listOf(@Nullable List<T> list) {
		return (list != null) ? List.copyOf(list) : List.of();
	}

	/** A number to remember. */
	public record Figure(String value, String label) {
	}

	/** A post that the owner holds or held. */
	public record Post(String company, @Nullable String title, @Nullable String from, @Nullable String to,
			@Nullable String where, @Nullable String summary, List<String> highlights, List<String> stack) {

		public Post {
			Objects.requireNonNull(company, "company");
			highlights = listOf(highlights);
			stack = listOf(stack);
		}

		/**
		 * What, where and when, as far as it is known.
		 * @return a line that may be empty
		 */
		public String line() {
			return Words.line(this.title, this.where, period());
		}

		private @Nullable String period() {
			if (this.from == null) {
				return null;
			}
			var until = (this.to == null || this.to.equals("present")) ? "today" : Words.month(this.to);
			return Words.month(this.from) + " to " + until;
		}

	}

	/** A degree. */
	public record Degree(String degree, String school, @Nullable Integer year) {
	}

	/** A certification and how far it is. */
	public record Certificate(String name, @Nullable String date, @Nullable String state) {

		public String line() {
			return Words.line((this.date != null) ? Words.month(this.date) : null, this.state);
		}

	}

	/** Somebody's thanks. */
	public record Honour(@Nullable Integer year, String by, List<String> reasons) {

		public Honour {
			Objects.requireNonNull(by, "by");
			reasons = listOf(reasons);
		}

		public String reasonsLine() {
			return Words.list(this.reasons);
		}

	}

	/** Something that has nothing to do with code. */
	public record Pastime(String what, @Nullable String detail, @Nullable String where, @Nullable Integer year) {

		public String line() {
			return Words.line(this.detail, this.where, (this.year != null) ? this.year.toString() : null);
		}

	}

	/** A group of skills. */
	public record Skill(String group, @Nullable String level, List<String> items) {

		public Skill {
			Objects.requireNonNull(group, "group");
			items = listOf(items);
		}

		public String itemsLine() {
			return Words.sentence(this.items);
		}

	}

}
