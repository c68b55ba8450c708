package dev.akshay.portfolio.profile.person;

import java.util.List;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.profile.person.Profile.Certification;
import dev.akshay.portfolio.profile.person.Profile.Degree;
import dev.akshay.portfolio.profile.person.Profile.Employment;
import dev.akshay.portfolio.profile.person.Profile.Figure;
import dev.akshay.portfolio.profile.person.Profile.Pursuit;
import dev.akshay.portfolio.profile.person.Profile.Recognition;
import dev.akshay.portfolio.profile.person.Profile.SkillGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResumeMergeTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Profile ADA = new Profile("Ada", "ada.test", "Builds engines", List.of("engineer"), "Work",
			"ada@ada.test", "linkedin.com/in/ada", "I write programs.\n", List.of(new Figure("3", "engines")),
			List.of("engines"),
			List.of(new Employment("Acme", "Engineer", "2023-05", null, "London", "Engines.", List.of("Built one."),
					List.of("Brass")),
					new Employment("Acme", "Apprentice", "2020-01", "2021-01", null, "Wheels.", List.of("Filed."),
							List.of())),
			List.of(new Degree("BSc", "University", 2019)), List.of(new Certification("Steam", "2024-02", "obtained")),
			List.of(new Recognition(2022, "Society", List.of("one", "two"))),
			List.of(new Pursuit("Chess", "Plays", "London", 2020)),
			List.of(new SkillGroup("Metals", null, List.of("Brass"))));

	@Test
	void whatWasWrittenHereChangesNothing() {
		var merged = ResumeMerge.of(ADA, JSON.valueToTree(Resume.of(ADA)));
		assertThat(merged.profile()).isEqualTo(ADA);
		assertThat(merged.ignored()).isEmpty();
	}

	@Test
	void nothingChangesNothing() {
		assertThat(merge("{}").profile()).isEqualTo(ADA);
	}

	@Test
	void whatItSaysWins() {
		var profile = merge(
				"""
						{"basics": {"name": "Ada L.", "label": "Builds mills", "email": "a@b.test", "url": "https://ada.example/",
							"summary": "Mills.", "profiles": [{"network": "LinkedIn", "url": "https://linkedin.com/in/al"}]}}""")
			.profile();
		assertThat(profile.name()).isEqualTo("Ada L.");
		assertThat(profile.headline()).isEqualTo("Builds mills");
		assertThat(profile.site()).isEqualTo("ada.example");
		assertThat(profile.linkedin()).isEqualTo("linkedin.com/in/al");
		assertThat(profile.summary()).isEqualTo("Mills.");
		assertThat(profile.roles()).isEqualTo(ADA.roles());
	}

	@Test
	void workIsKnownByEmployerAndBeginning() {
		var merged = merge("""
				{"work": [{"name": "Mill & Co", "position": "Miller", "startDate": "2025-03-01", "summary": "Flour.",
						"highlights": ["Ground."]},
					{"name": "acme", "startDate": "2020-01", "endDate": "2021-02", "summary": "Small wheels."}]}""");
		assertThat(merged.profile().experience()).containsExactly(
				new Employment("Mill & Co", "Miller", "2025-03", null, null, "Flour.", List.of("Ground."), List.of()),
				ADA.experience().getFirst(), new Employment("Acme", "Apprentice", "2020-01", "2021-02", null,
						"Small wheels.", List.of("Filed."), List.of()));
		assertThat(merged.ignored()).extracting(ResumeImport.Ignored::field).containsExactly("work[0].startDate");
	}

	@Test
	void keepsWhatTheFormatHasNoPlaceFor() {
		var profile = merge("""
				{"work": [{"name": "Acme", "startDate": "2023-05", "summary": "Larger engines."}],
					"interests": [{"name": "Chess", "keywords": ["Wins"]}],
					"certificates": [{"name": "Steam", "date": "2024-03"}]}""").profile();
		assertThat(profile.experience().getFirst().stack()).containsExactly("Brass");
		assertThat(profile.beyond()).containsExactly(new Pursuit("Chess", "Wins", "London", 2020));
		assertThat(profile.certifications()).containsExactly(new Certification("Steam", "2024-03", "obtained"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"basics": {"phone": "1"}}                                               | basics.phone
					{"basics": {"location": {"city": "x"}}}                                  | basics.location
					{"basics": {"profiles": [{"network": "X", "url": "https://x.test"}]}}    | basics.profiles[0]
					{"languages": [{"language": "English"}]}                                 | languages
					{"work": [{"name": "New"}]}                                              | work[0]
					{"work": [{"name": "Acme", "startDate": "2023", "summary": "x"}]}        | work[0].startDate
					{"work": [{"name": "Acme", "url": "https://acme.test"}]}                 | work[0].url
					{"education": [{"institution": "School"}]}                               | education[0]
					{"education": [{"institution": "S", "studyType": "BSc", "area": "Maths", "endDate": "2001"}]} | education[0].area
					{"certificates": [{"name": "Iron", "date": "2024-01"}]}                  | certificates[0]
					{"awards": [{"title": "Medal"}]}                                         | awards[0]
					{"skills": [{"name": "Woods"}]}                                          | skills[0]
					{"interests": [{"name": "Go"}]}                                          | interests[0]
					""")
	void saysWhatItCannotKeep(String resume, String field) {
		assertThat(merge(resume).ignored()).extracting(ResumeImport.Ignored::field).containsExactly(field);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[]                                        | body
			{"basics": []}                            | basics
			{"basics": {"name": 7}}                   | basics.name
			{"work": {}}                              | work
			{"work": ["x"]}                           | work[0]
			{"work": [{"highlights": [7]}]}           | work[0].highlights[0]
			{"work": [{"name": "x", "startDate": "May"}]} | work[0].startDate
			{"work": [{"name": "x", "endDate": "2020-13"}]} | work[0].endDate
			""")
	void namesWhatIsNoResume(String resume, String field) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> merge(resume))
			.satisfies((refused) -> assertThat(refused.errors().getFirst().field()).isEqualTo(field));
	}

	private static ResumeMerge.Merged merge(String resume) {
		return ResumeMerge.of(ADA, JSON.readTree(resume));
	}

}
