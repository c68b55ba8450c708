package dev.akshay.portfolio.profile.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import dev.akshay.portfolio.profile.person.Profile.Certification;
import dev.akshay.portfolio.profile.person.Profile.Degree;
import dev.akshay.portfolio.profile.person.Profile.Employment;
import dev.akshay.portfolio.profile.person.Profile.Pursuit;
import dev.akshay.portfolio.profile.person.Profile.Recognition;
import dev.akshay.portfolio.profile.person.Profile.SkillGroup;
import dev.akshay.portfolio.profile.person.ResumePart.Notes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Merges a <a href="https://jsonresume.org/schema">JSON Resume</a> 1.0.0 into a profile.
 * What the résumé says wins, what it does not say stays, and what the profile has no
 * place for is told instead of being put somewhere. Reading what {@link Resume} wrote
 * changes nothing.
 */
final class ResumeMerge {

	private static final Pattern CERTIFICATE = Pattern.compile("(.+) \\(([^()]+)\\)");

	private static final String THANKS = "Recognition";

	private final Notes notes = new Notes();

	private final Profile before;

	private ResumeMerge(Profile before) {
		this.before = before;
	}

	/**
	 * Merges.
	 * @param profile the profile before
	 * @param resume the résumé
	 * @return the profile behind it, which may still break rules, and what is left out
	 * @throws InvalidInput if the résumé has other things in it than its schema allows
	 */
	static Merged of(Profile profile, JsonNode resume) {
		return new ResumeMerge(profile).merged(resume);
	}

	private Merged merged(JsonNode node) {
		var resume = new ResumePart("", node, this.notes);
		resume.passOver("$schema");
		resume.passOver("meta");
		var basics = Basics.of(resume.part("basics"));
		var profile = new Profile(or(basics.name(), this.before.name()), or(basics.site(), this.before.site()),
				or(basics.label(), this.before.headline()), this.before.roles(), this.before.lookingFor(),
				or(basics.email(), this.before.email()), or(basics.linkedin(), this.before.linkedin()),
				summary(basics.summary()), this.before.figures(), this.before.specialities(),
				merged(resume.parts("work"), this.before.experience(), this::employment, ResumeMerge::isSame),
				merged(resume.parts("education"), this.before.education(), this::degree,
						(known, told) -> same(known.degree(), told.degree()) && same(known.school(), told.school())),
				merged(resume.parts("certificates"), this.before.certifications(), this::certification,
						(known, told) -> same(known.name(), told.name())),
				merged(resume.parts("awards"), this.before.recognition(), this::recognition,
						(known, told) -> known.year() == told.year() && same(known.by(), told.by())),
				merged(resume.parts("interests"), this.before.beyond(), this::pursuit,
						(known, told) -> same(known.what(), told.what())),
				merged(resume.parts("skills"), this.before.skills(), this::skills,
						(known, told) -> same(known.group(), told.group())));
		resume.end();
		if (!this.notes.errors().isEmpty()) {
			throw InvalidInput.invalid(this.notes.errors());
		}
		return new Merged(profile, this.notes.ignored());
	}

	/** Those that are known change where they are, others come first. */
	private <T> List<T> merged(List<ResumePart> parts, List<T> known, Function<ResumePart, @Nullable T> read,
			BiPredicate<T, T> same) {
		var result = new ArrayList<>(known);
		var fresh = new ArrayList<T>();
		for (var part : parts) {
			var told = read.apply(part);
			part.end();
			if (told == null) {
				continue;
			}
			int at = indexOf(result, told, same);
			if (at >= 0) {
				result.set(at, told);
			}
			else {
				fresh.add(told);
			}
		}
		fresh.addAll(result);
		return List.copyOf(fresh);
	}

	private static <T> int indexOf(List<T> all, T wanted, BiPredicate<T, T> same) {
		for (int i = 0; i < all.size(); i++) {
			if (same.test(all.get(i), wanted)) {
				return i;
			}
		}
		return -1;
	}

	private static <T> @Nullable T find(List<T> all, Predicate<T> wanted) {
		return all.stream().filter(wanted).findFirst().orElse(null);
	}

	/** The same words with another line end are the same words. */
	private String summary(@Nullable String told) {
		return (told == null || told.equals(this.before.summary().strip())) ? this.before.summary() : told;
	}

	private @Nullable Employment employment(ResumePart work) {
		var company = work.text("name");
		var title = work.text("position");
		var from = work.month("startDate");
		var to = work.month("endDate");
		var where = work.text("location");
		var summary = work.text("summary");
		var highlights = work.texts("highlights");
		if (company == null) {
			work.leaveOut("says no employer");
			return null;
		}
		var told = new Employment(company, title, from, to, where, "", highlights, List.of());
		var known = find(this.before.experience(), (each) -> isSame(each, told));
		if (known == null && (summary == null || highlights.isEmpty())) {
			work.leaveOut("has no summary or no highlights, which the profile needs of each employer");
			return null;
		}
		return (known == null)
				? new Employment(company, title, from, to, where, Objects.requireNonNull(summary), highlights,
						List.of())
				: new Employment(known.company(), either(title, known.title()), either(from, known.from()),
						work.has("startDate") && !work.has("endDate") ? null : either(to, known.to()),
						either(where, known.where()), or(summary, known.summary()),
						highlights.isEmpty() ? known.highlights() : highlights, known.stack());
	}

	/** Who worked twice for the same employer began at different times. */
	private static boolean isSame(Employment known, Employment told) {
		return same(known.company(), told.company())
				&& (known.from() == null || told.from() == null || known.from().equals(told.from()));
	}

	private @Nullable Degree degree(ResumePart education) {
		var school = education.text("institution");
		var type = education.text("studyType");
		var area = education.text("area");
		var year = education.year("endDate");
		if (type != null && area != null) {
			education.leaveOut("area", "the degree has one name, which studyType says");
		}
		var degree = (type != null) ? type : area;
		if (school == null || degree == null || year == null) {
			education.leaveOut("needs institution, studyType or area, and the year in endDate");
			return null;
		}
		return new Degree(degree, school, year);
	}

	private @Nullable Certification certification(ResumePart certificate) {
		var told = certificate.text("name");
		var date = certificate.month("date");
		if (told == null) {
			certificate.leaveOut("has no name");
			return null;
		}
		var parts = CERTIFICATE.matcher(told);
		var name = parts.matches() ? parts.group(1) : told;
		var known = find(this.before.certifications(), (each) -> same(each.name(), name));
		var state = parts.matches() ? parts.group(2) : (known != null) ? known.state() : null;
		var month = either(date, (known != null) ? known.date() : null);
		if (state == null || month == null) {
			certificate.leaveOut("needs a month, and behind its name in parentheses how far it is, such as (obtained)");
			return null;
		}
		return new Certification(name, month, state);
	}

	private @Nullable Recognition recognition(ResumePart award) {
		var year = award.year("date");
		var by = award.text("awarder");
		var title = award.text("title");
		var summary = award.text("summary");
		var reason = (summary != null) ? summary : title;
		if (year == null || by == null || reason == null) {
			award.leaveOut("needs date, awarder, and a title or summary");
			return null;
		}
		if (summary != null && title != null && !title.equals(THANKS)) {
			award.leaveOut("title", "the summary says what for");
		}
		var known = find(this.before.recognition(), (each) -> each.year() == year && same(each.by(), by));
		return (known != null && String.join(", ", known.reasons()).equals(reason)) ? known
				: new Recognition(year, by, List.of(reason));
	}

	private @Nullable Pursuit pursuit(ResumePart interest) {
		var what = interest.text("name");
		var detail = String.join(", ", interest.texts("keywords"));
		if (what == null || detail.isEmpty()) {
			interest.leaveOut("needs a name and keywords");
			return null;
		}
		var known = find(this.before.beyond(), (each) -> same(each.what(), what));
		return (known != null) ? new Pursuit(known.what(), detail, known.where(), known.year())
				: new Pursuit(what, detail, null, null);
	}

	private @Nullable SkillGroup skills(ResumePart skill) {
		var group = skill.text("name");
		var level = skill.text("level");
		var items = skill.texts("keywords");
		var known = (group != null) ? find(this.before.skills(), (each) -> same(each.group(), group)) : null;
		if (group == null || (known == null && items.isEmpty())) {
			skill.leaveOut("needs a name and keywords");
			return null;
		}
		return new SkillGroup(group, either(level, (known != null) ? known.level() : null),
				items.isEmpty() ? Objects.requireNonNull(known).items() : items);
	}

	private static boolean same(String one, String other) {
		return one.equalsIgnoreCase(other);
	}

	private static String or(@Nullable String told, String before) {
		return (told != null) ? told : before;
	}

	private static @Nullable String either(@Nullable String told, @Nullable String before) {
		return (told != null) ? told : before;
	}

	/**
	 * A profile that a résumé was merged into.
	 *
	 * @param profile the profile
	 * @param ignored what is left out
	 */
	record Merged(Profile profile, List<ResumeImport.Ignored> ignored) {
	}

	/** What stands at the head of a résumé. */
	private record Basics(@Nullable String name, @Nullable String label, @Nullable String email, @Nullable String site,
			@Nullable String linkedin, @Nullable String summary) {

		static Basics of(@Nullable ResumePart basics) {
			if (basics == null) {
				return new Basics(null, null, null, null, null, null);
			}
			var url = basics.text("url");
			var linkedin = basics.parts("profiles")
				.stream()
				.flatMap((account) -> Optional.ofNullable(linkedin(account)).stream())
				.toList();
			var read = new Basics(basics.text("name"), basics.text("label"), basics.text("email"),
					(url != null) ? address(url) : null, linkedin.isEmpty() ? null : linkedin.getFirst(),
					basics.text("summary"));
			basics.end();
			return read;
		}

		private static @Nullable String linkedin(ResumePart account) {
			var network = account.text("network");
			var url = account.text("url");
			if (!"linkedin".equalsIgnoreCase(network) || url == null) {
				account.leaveOut("the profile has a place for LinkedIn alone");
				return null;
			}
			account.passOver("username");
			account.end();
			return address(url);
		}

		private static String address(String url) {
			return url.replaceFirst("^https?://", "").replaceFirst("/+$", "");
		}

	}

}
