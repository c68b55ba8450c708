package dev.akshay.portfolio.website.projects;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A project and its story. */
public record CaseStudy(@JsonUnwrapped Project project, String html) {
}
