package dev.akshay.portfolio.profile.person;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Who the owner is, in the owner's words and order.
 *
 * @param name the full name
 * @param site the host the site is known under
 * @param headline one sentence
 * @param roles what the owner is
 * @param lookingFor what the owner would like to do next
 * @param email where mail reaches the owner
 * @param linkedin the profile's address without its scheme
 * @param summary a few paragraphs of Markdown
 * @param figures numbers that tell the size of the work
 * @param specialities what the owner does best
 * @param experience employers, newest first
 * @param education degrees
 * @param certifications certificates, also such as are still under way
 * @param recognition who said thank you, and for what
 * @param beyond what there is beyond the code
 * @param skills in groups, as the owner orders them
 */
record Profile(@NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 100) String site,
		@NotBlank @Size(max = 200) String headline, @NotEmpty List<@NotBlank String> roles,
		@NotBlank @Size(max = 300) String lookingFor, @NotBlank @Email String email,
		@NotBlank @Size(max = 200) String linkedin, @NotBlank @Size(max = 4000) String summary,
		@NotEmpty List<@Valid @NotNull Figure> figures, @NotEmpty List<@NotBlank String> specialities,
		@NotEmpty List<@Valid @NotNull Employment> experience, @NotEmpty List<@Valid @NotNull Degree> education,
		@NotNull List<@Valid @NotNull Certification> certifications,
		@NotNull List<@Valid @NotNull Recognition> recognition, @NotNull List<@Valid @NotNull Pursuit> beyond,
		@NotEmpty List<@Valid @NotNull SkillGroup> skills) {

	private static final String MONTH = "\\d{4}-(0[1-9]|1[0-2])";

	private static final String NO_MONTH = "must be a month such as 2024-05";

	/**
	 * A number that tells the size of the work.
	 *
	 * @param value the number as it is written
	 * @param label what it counts
	 */
	record Figure(@NotBlank @Size(max = 20) String value, @NotBlank @Size(max = 60) String label) {
	}

	/**
	 * Work for one employer.
	 *
	 * @param company the employer
	 * @param title the position
	 * @param from the first month
	 * @param to the last month, absent while it lasts
	 * @param where the place
	 * @param summary one sentence
	 * @param highlights what was done and what came of it
	 * @param stack with what it was done
	 */
	record Employment(@NotBlank String company, @Nullable String title,
			@Nullable @Pattern(regexp = MONTH, message = NO_MONTH) String from,
			@Nullable @Pattern(regexp = MONTH, message = NO_MONTH) String to, @Nullable String where,
			@NotBlank @Size(max = 400) String summary, @NotEmpty List<@NotBlank String> highlights,
			@NotNull List<@NotBlank String> stack) {
	}

	/**
	 * A degree.
	 *
	 * @param degree its name
	 * @param school who gave it
	 * @param year when
	 */
	record Degree(@NotBlank String degree, @NotBlank String school, @Min(1950) @Max(2100) int year) {
	}

	/**
	 * A certificate.
	 *
	 * @param name its name
	 * @param date its month, the expected one while it is under way
	 * @param state how far it is
	 */
	record Certification(@NotBlank String name, @NotBlank @Pattern(regexp = MONTH, message = NO_MONTH) String date,
			@NotBlank String state) {
	}

	/**
	 * A thank-you.
	 *
	 * @param year when
	 * @param by from whom
	 * @param reasons what for
	 */
	record Recognition(@Min(1950) @Max(2100) int year, @NotBlank String by, @NotEmpty List<@NotBlank String> reasons) {
	}

	/**
	 * Something beyond the code.
	 *
	 * @param what the pursuit
	 * @param detail more about it
	 * @param where the place
	 * @param year when
	 */
	record Pursuit(@NotBlank String what, @NotBlank String detail, @Nullable String where, @Nullable Integer year) {
	}

	/**
	 * Skills that belong together.
	 *
	 * @param group the group's name
	 * @param level how well the owner knows them, where the owner says so
	 * @param items the skills
	 */
	record SkillGroup(@NotBlank String group, @Nullable String level, @NotEmpty List<@NotBlank String> items) {
	}

}
