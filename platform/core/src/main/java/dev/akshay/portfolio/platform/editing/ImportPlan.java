package dev.akshay.portfolio.platform.editing;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What an import is going to do.
 *
 * @param files every file that is in the archive, or goes
 */
public record ImportPlan(List<FileChange> files) {

	/**
	 * Whether all of it can be done.
	 * @return whether no file is refused
	 */
	@JsonIgnore
	public boolean isPossible() {
		return this.files.stream().noneMatch((file) -> file.change() == FileChange.Kind.REFUSED);
	}

}
