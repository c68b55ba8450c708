package dev.akshay.portfolio.website.page;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What one service told for a page.
 *
 * @param <T> what was asked for
 * @param service who was asked
 * @param took how long the call took, successful or not
 * @param content the answer, or {@code null} if there was none in time
 * @param tags the ids of all content that the answer is made of
 */
public record Part<T>(String service, Duration took, @Nullable T content, List<String> tags) {

	public boolean missing() {
		return this.content == null;
	}

	public Optional<T> asOptional() {
		return Optional.ofNullable(this.content);
	}

	/**
	 * The answer of the service that a page is about.
	 * @return the answer
	 * @throws ServiceSilent if there is none
	 */
	public T required() {
		if (this.content == null) {
			throw new ServiceSilent(this.service);
		}
		return this.content;
	}

}
