package dev.akshay.portfolio.gateway.owner.key;

import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Owner")
class KeySetController {

	private final SigningKeys keys;

	private final CacheControl caching;

	KeySetController(SigningKeys keys, KeySettings settings) {
		this.keys = keys;
		this.caching = CacheControl.maxAge(settings.refresh()).cachePublic();
	}

	@GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Public keys of the tokens that services get", description = "A JSON Web Key Set (RFC 7517).")
	Mono<ResponseEntity<Map<String, Object>>> keys() {
		return this.keys.all()
			.map((keys) -> ResponseEntity.ok()
				.cacheControl(this.caching)
				.body(Objects.requireNonNull(
						new JWKSet(keys.stream().<JWK>map((key) -> key.toPublicJWK()).toList()).toJSONObject(true))));
	}

}
