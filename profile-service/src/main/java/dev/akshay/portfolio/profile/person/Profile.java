package dev.akshay.portfolio.profile.person;

import java.util.List;

import dev.akshay.portfolio.platform.web.AnsweredOnly;
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
@AnsweredOnly("summaryHtml")
record Profile(@NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 100) String site,
		@NotBlank @Size(max = 200) String headline,
		@NotEmpty @Size(max = 10) List<@NotBlank @Size(max = 60) String> roles,
		@NotBlank @Size(max = 300) String lookingFor, @NotBlank @Email @Size(max = 254) String email,
		@NotBlank @Size(max = 200) String linkedin, @NotBlank @Size(max = 4000) String summary,
		@NotEmpty @Size(max = 12) List<@Valid @NotNull Figure> figures,
		@NotEmpty @Size(max = 20) List<@NotBlank @Size(max = 100) String> specialities,
		@NotEmpty @Size(max = 40) List<@Valid @NotNull Employment> experience,
		@NotEmpty @Size(max = 20) List<@Valid @NotNull Degree> education,
		@NotNull @Size(max = 40) List<@Valid @NotNull Certification> certifications,
		@NotNull @Size(max = 40) List<@Valid @NotNull Recognition> recognition,
		@NotNull @Size(max = 40) List<@Valid @NotNull Pursuit> beyond,
		@NotEmpty @Size(max = 40) List<@Valid @NotNull SkillGroup> skills) {

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
	record Employment(@NotBlank @Size(max = 100) String company, @Nullable @Size(max = 100) String title,
			@Nullable @Pattern(regexp = MONTH, message = NO_MONTH) String from,
			@Nullable @Pattern(regexp = MONTH, message = NO_MONTH) String to, @Nullable @Size(max = 100) String where,
			@NotBlank @Size(max = 400) String summary,
			@NotEmpty @Size(max = 40) List<@NotBlank @Size(max = 500) String> highlights,
			@NotNull @Size(max = 40) List<@NotBlank @Size(max = 60) String> stack) {
	}

	/**
	 * A degree.
	 *
	 * @param degree its name
	 * @param school who gave it
	 * @param year when
	 */
	record Degree(@NotBlank @Size(max = 200) String degree, @NotBlank @Size(max = 200) String school,
			@Min(1950) @Max(2100) int year) {
	}

	/**
	 * A certificate.
	 *
	 * @param name its name
	 * @param date its month, the expected one while it is under way
	 * @param state how far it is
	 */
	record Certification(@NotBlank @Size(max = 200) String name,
			@NotBlank @Pattern(regexp = MONTH, message = NO_MONTH) String date,
			@NotBlank @Size(max = 60) String state) {
	}

	/**
	 * A thank-you.
	 *
	 * @param year when
	 * @param by from whom
	 * @param reasons what for
	 */
	record Recognition(@Min(1950) @Max(2100) int year, @NotBlank @Size(max = 100) String by,
			@NotEmpty @Size(max = 40) List<@NotBlank @Size(max = 200) String> reasons) {
	}

	/**
	 * Something beyond the code.
	 *
	 * @param what the pursuit
	 * @param detail more about it
	 * @param where the place
	 * @param year when
	 */
	record Pursuit(@NotBlank @Size(max = 100) String what, @NotBlank @Size(max = 400) String detail,
			@Nullable @Size(max = 100) String where, @Nullable @Min(1950) @Max(2100) Integer year) {
	}

	/**
	 * Skills that belong together.
	 *
	 * @param group the group's name
	 * @param level how well the owner knows them, where the owner says so
	 * @param items the skills
	 */
	record SkillGroup(@NotBlank @Size(max = 60) String group, @Nullable @Size(max = 60) String level,
			@NotEmpty @Size(max = 40) List<@NotBlank @Size(max = 60) String> items) {
	}

}
