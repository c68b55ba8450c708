package dev.akshay.portfolio.gateway.owner.credential;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordsTests {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final Passwords passwords = new Passwords();

	@AfterEach
	void stop() {
		this.passwords.destroy();
	}

	@Test
	void knowsTheRightOneHoweverItIsTyped() {
		var hash = this.passwords.hash("caf\u00e9 at noon").block(PATIENCE);
		assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
		assertThat(this.passwords.matches("cafe\u0301 at noon", hash).block(PATIENCE)).isTrue();
		assertThat(this.passwords.matches("cafe at noon", hash).block(PATIENCE)).isFalse();
	}

	@Test
	void doesTheSameWorkWhereThereIsNoPassword() {
		var hash = this.passwords.hash("anything").block(PATIENCE);
		assertThat(Passwords.NOBODYS).hasSameSizeAs(hash)
			.startsWith(String.valueOf(hash).substring(0, "$argon2id$v=19$m=19456,t=2,p=1$".length()));
		assertThat(this.passwords.matches("anything", null).block(PATIENCE)).isFalse();
	}

	@Test
	void letsOnlyAFewWait() {
		var results = Flux.range(0, 20)
			.flatMap(
					(_) -> this.passwords.matches("anything", null)
						.map(String::valueOf)
						.onErrorResume(TooManyGuesses.class,
								(error) -> Mono
									.just(error.getStatusCode() + " " + error.getHeaders().getFirst("Retry-After"))),
					20)
			.collectList()
			.block(PATIENCE);
		assertThat(results).hasSize(20)
			.filteredOn((result) -> !"false".equals(result))
			.hasSizeBetween(9, 12)
			.containsOnly(HttpStatus.SERVICE_UNAVAILABLE + " 2");
	}

}
