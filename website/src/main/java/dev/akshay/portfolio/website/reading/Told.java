package dev.akshay.portfolio.website.reading;

import java.util.List;
import java.util.function.Function;

/**
 * What a service told.
 *
 * @param <T> what it was asked for
 * @param content its answer
 * @param tags the ids of all content that the answer is made of, as the service names
 * them; none for what is nobody else's
 */
public record Told<T>(T content, List<String> tags) {

	public Told {
		tags = List.copyOf(tags);
	}

	/**
	 * What concerns the asker only.
	 * @param <T> what was asked for
	 * @param content the answer
	 * @return the answer without tags
	 */
	public static <T> Told<T> inPrivate(T content) {
		return new Told<>(content, List.of());
	}

	<R> Told<R> map(Function<T, R> mapping) {
		return new Told<>(mapping.apply(this.content), this.tags);
	}

}
