package dev.akshay.portfolio.contact.suspicion;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Contact")
class ChallengeController {

	private final Challenges challenges;

	private final ChallengeKey key;

	ChallengeController(Challenges challenges, ChallengeKey key) {
		this.challenges = challenges;
		this.key = key;
	}

	@GetMapping(path = "/api/contact/challenge", produces = "application/json")
	@Operation(summary = "Hands out a challenge",
			description = "Its solution may go with a message, to tell it from those that machines send by the thousand. It is one of ALTCHA's, in its first protocol: find the `number` whose hash behind the salt is the challenge, and send `{algorithm, challenge, number, salt, signature}`, in base64, as `altcha`. A solution counts once.")
	@ApiResponse(responseCode = "200", description = "A challenge that nobody else gets")
	Mono<ResponseEntity<Challenge>> challenge() {
		return this.key.get()
			.map(this.challenges::issue)
			.map((challenge) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(challenge))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("the key of challenges is gone")));
	}

}
