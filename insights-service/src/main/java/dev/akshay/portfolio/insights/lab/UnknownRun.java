package dev.akshay.portfolio.insights.lab;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nothing is known of this run, or not any more. */
public class UnknownRun extends ErrorResponseException {

	/** What is known of runs is kept for minutes. */
	public UnknownRun() {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-run",
				"There is no such run, or not any more: runs are kept for minutes. Start a new one."), null);
	}

}
