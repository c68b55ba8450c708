package dev.akshay.portfolio.gateway.owner;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * By what the owner was known a moment ago. It answers where nobody may ask a database
 * yet, so it says who is to be heard first, never what anybody may do: a session that is
 * over counts here for some minutes more.
 */
@Component
public class RecentOwner {

	private static final Duration A_MOMENT = Duration.ofMinutes(10);

	/** She has a few browsers and programs. */
	private static final int MOST = 100;

	private final Cache<String, Boolean> known = Caffeine.newBuilder()
		.expireAfterWrite(A_MOMENT)
		.maximumSize(MOST)
		.build();

	/**
	 * Keeps in mind that a request was the owner's.
	 * @param headers the request's headers, whose cookie or token was found to be good
	 */
	public void seen(HttpHeaders headers) {
		var shown = shownIn(headers);
		if (shown != null) {
			keep(shown);
		}
	}

	/**
	 * Keeps in mind that the owner is let in.
	 * @param secret what the cookie of her new session says
	 */
	public void begun(String secret) {
		keep(secret);
	}

	private void keep(String shown) {
		this.known.put(Secret.fingerprint(shown), true);
	}

	/**
	 * Whether a request shows what the owner showed a moment ago.
	 * @param headers the request's headers
	 * @return {@code false} also for her first request in a while
	 */
	public boolean sent(HttpHeaders headers) {
		var shown = shownIn(headers);
		return shown != null && this.known.getIfPresent(Secret.fingerprint(shown)) != null;
	}

	private static @Nullable String shownIn(HttpHeaders headers) {
		var authorization = headers.getFirst(HttpHeaders.AUTHORIZATION);
		return (authorization != null) ? authorization : SessionCookie.valueIn(headers);
	}

}
