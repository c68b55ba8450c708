package dev.akshay.portfolio.website.profile;

import dev.akshay.portfolio.website.reading.ServiceReader;
import dev.akshay.portfolio.website.reading.Told;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks profile-service. */
@Component
public class ProfileClient {

	/** Who answers. */
	public static final String SERVICE = "profile-service";

	private final ServiceReader<Profile> profile;

	ProfileClient(WebClient.Builder builder) {
		this.profile = new ServiceReader<>(builder.baseUrl("http://" + SERVICE).build(), "/api/profile",
				new ParameterizedTypeReference<>() {
				});
	}

	public Mono<Told<Profile>> profile() {
		return this.profile.read();
	}

	/**
	 * The profile for a page that says that something is wrong: it had better not wait
	 * for one more service.
	 * @return the profile as it was told last, asked for only if nobody ever told it
	 */
	public Mono<Told<Profile>> profileAtHand() {
		return this.profile.known().switchIfEmpty(Mono.defer(this::profile));
	}

}
