package dev.akshay.portfolio.profile.person;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The profile as a <a href="https://jsonresume.org/schema">JSON Resume</a> 1.0.0. What
 * the format has no field for stands where its readers would look first.
 *
 * @param schema the schema that it follows
 * @param basics who it is about
 * @param work employers
 * @param education degrees
 * @param awards recognition
 * @param certificates certificates, the name saying so while one is under way
 * @param skills skills in groups
 * @param interests what there is beyond the code
 * @param meta the format's version
 */
record Resume(@JsonProperty("$schema") String schema, Basics basics, List<Work> work, List<Education> education,
		List<Award> awards, List<Certificate> certificates, List<Skill> skills, List<Interest> interests, Meta meta) {

	private static final String SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

	static Resume of(Profile profile) {
		return new Resume(SCHEMA, Basics.of(profile), profile.experience().stream().map(Work::of).toList(),
				profile.education().stream().map(Education::of).toList(),
				profile.recognition().stream().map(Award::of).toList(),
				profile.certifications().stream().map(Certificate::of).toList(),
				profile.skills().stream().map(Skill::of).toList(), profile.beyond().stream().map(Interest::of).toList(),
				new Meta(SCHEMA, "v1.0.0"));
	}

	record Basics(String name, String label, String email, String url, String summary, List<Account> profiles) {

		static Basics of(Profile profile) {
			return new Basics(profile.name(), profile.headline(), profile.email(), "https://" + profile.site(),
					profile.summary().strip(), List.of(Account.linkedIn(profile.linkedin())));
		}

	}

	record Account(String network, String username, String url) {

		static Account linkedIn(String address) {
			return new Account("LinkedIn", address.substring(address.lastIndexOf('/') + 1), "https://" + address);
		}

	}

	record Work(String name, @Nullable String position, @Nullable String location, @Nullable String startDate,
			@Nullable String endDate, String summary, List<String> highlights) {

		static Work of(Profile.Employment work) {
			return new Work(work.company(), work.title(), work.where(), work.from(), work.to(), work.summary(),
					work.highlights());
		}

	}

	record Education(String institution, String studyType, String endDate) {

		static Education of(Profile.Degree degree) {
			return new Education(degree.school(), degree.degree(), String.valueOf(degree.year()));
		}

	}

	record Award(String title, String date, String awarder, String summary) {

		static Award of(Profile.Recognition recognition) {
			return new Award("Recognition", String.valueOf(recognition.year()), recognition.by(),
					String.join(", ", recognition.reasons()));
		}

	}

	record Certificate(String name, String date) {

		static Certificate of(Profile.Certification certification) {
			return new Certificate("%s (%s)".formatted(certification.name(), certification.state()),
					certification.date());
		}

	}

	record Skill(String name, @Nullable String level, List<String> keywords) {

		static Skill of(Profile.SkillGroup skills) {
			return new Skill(skills.group(), skills.level(), skills.items());
		}

	}

	record Interest(String name, List<String> keywords) {

		static Interest of(Profile.Pursuit pursuit) {
			return new Interest(pursuit.what(), List.of(pursuit.detail()));
		}

	}

	record Meta(String canonical, String version) {
	}

}
