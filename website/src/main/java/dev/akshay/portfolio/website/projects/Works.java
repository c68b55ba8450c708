package dev.akshay.portfolio.website.projects;

import java.util.ArrayList;
import java.util.List;

/**
 * Projects of one company, which stand together in the index.
 *
 * @param company whose they are
 * @param projects the projects, in the owner's order
 */
public record Works(String company, List<Project> projects) {

	/**
	 * Groups neighbours; the owner's order stays.
	 * @param projects all projects
	 * @return a group per run of projects of the same company
	 */
	public static List<Works> of(List<Project> projects) {
		var groups = new ArrayList<Works>();
		for (var project : projects) {
			if (groups.isEmpty() || !groups.getLast().company().equals(project.company())) {
				groups.add(new Works(project.company(), new ArrayList<>()));
			}
			groups.getLast().projects().add(project);
		}
		return groups;
	}

	/**
	 * Whether figures stand beside the projects.
	 * @return false if none of them has one
	 */
	public boolean measured() {
		return this.projects.stream().anyMatch((project) -> project.figure() != null);
	}

}
