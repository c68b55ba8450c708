package dev.akshay.portfolio.projects.project;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was built.
 *
 * @param slug its name in addresses
 * @param title its name for people
 * @param company for whom it was built
 * @param year when it was built, or last worked on
 * @param figure the one number that tells its size or effect, if there is one
 * @param summary one or two sentences
 * @param stack what it is made of
 */
record Project(String slug, String title, String company, int year, @Nullable String figure, String summary,
		List<String> stack) {
}
