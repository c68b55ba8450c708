package dev.akshay.portfolio.profile.person;

import java.util.List;

import dev.akshay.portfolio.platform.editing.Difference.FieldChange;

/**
 * What a JSON Resume changes, or changed, in the profile.
 *
 * @param applied whether it is stored
 * @param revision the revision of the profile it was compared with, or that it became
 * @param changes field by field; none if the profile says all of it already
 * @param ignored what cannot be kept, and why
 */
record ResumeImport(boolean applied, int revision, List<FieldChange> changes, List<Ignored> ignored) {

	/**
	 * A part of the résumé that cannot be kept.
	 *
	 * @param field where it stands
	 * @param reason why
	 */
	record Ignored(String field, String reason) {
	}

}
