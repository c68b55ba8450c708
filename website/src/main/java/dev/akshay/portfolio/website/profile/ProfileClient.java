package dev.akshay.portfolio.website.profile;

import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks profile-service. */
@Component
public class ProfileClient {

	/** Who answers. */
	public static final String SERVICE = "profile-service";

	private final WebClient http;

	ProfileClient(WebClient.Builder http) {
		this.http = http.baseUrl("http://" + SERVICE).build();
	}

	public Mono<Profile> profile() {
		return this.http.get().uri("/api/profile").retrieve().bodyToMono(Profile.class);
	}

}
