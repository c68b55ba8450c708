package dev.akshay.portfolio.website.insights;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** An insight in full. */
public record Article(@JsonUnwrapped Insight insight, List<Source> sources, String html) {

	public Article {
		sources = (sources != null) ? List.copyOf(sources) : List.of();
	}

	/** Where to read on. */
	public record Source(String title, String url) {
	}

}
