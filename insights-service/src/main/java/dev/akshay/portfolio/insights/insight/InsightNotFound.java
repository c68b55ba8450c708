package dev.akshay.portfolio.insights.insight;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nobody knows an insight by this name. */
class InsightNotFound extends ErrorResponseException {

	InsightNotFound(String slug) {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-insight",
				"There is no insight \"%s\". GET /api/insights lists them all.".formatted(slug)), null);
	}

}
