package dev.akshay.portfolio.gateway.edge.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * All responses under one key, the newest first.
 *
 * @param responses one for each selection
 */
record Variants(List<StoredResponse> responses) {

	/** More than a page has languages; what depends on more is pushed out by itself. */
	private static final int MOST = 16;

	@Nullable StoredResponse select(HttpHeaders request) {
		for (var response : this.responses) {
			if (response.matches(request)) {
				return response;
			}
		}
		return null;
	}

	Variants with(StoredResponse newest) {
		var kept = new ArrayList<StoredResponse>();
		kept.add(newest);
		this.responses.stream().filter((response) -> !newest.replaces(response)).limit(MOST - 1).forEach(kept::add);
		return new Variants(List.copyOf(kept));
	}

	@Nullable Variants without(Predicate<StoredResponse> gone) {
		var kept = this.responses.stream().filter(gone.negate()).toList();
		return kept.isEmpty() ? null : new Variants(kept);
	}

	Variants each(Function<StoredResponse, StoredResponse> change) {
		return new Variants(this.responses.stream().map(change).toList());
	}

	int weight(String key) {
		return 2 * key.length() + this.responses.stream().mapToInt(StoredResponse::weight).sum();
	}

}
