package dev.akshay.portfolio.platform.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class SlowResponseTests {

	private final MockServerHttpResponse response = new MockServerHttpResponse();

	private final List<Integer> pieces = new CopyOnWriteArrayList<>();

	private final AtomicBoolean over = new AtomicBoolean();

	@Test
	void isSlowNoLongerThanItsFaultLasts() {
		this.response.setWriteHandler((body) -> body.doOnNext((piece) -> {
			this.pieces.add(piece.readableByteCount());
			this.over.set(true);
		}).then());
		StepVerifier
			.create(new SlowResponse(this.response, 100, this.over::get)
				.writeWith(Flux.just(buffer(5000), buffer(5000), buffer(5000))))
			.expectComplete()
			.verify(Duration.ofSeconds(30));
		assertThat(this.pieces).startsWith(10);
		assertThat(this.pieces.stream().mapToInt(Integer::intValue).sum()).isEqualTo(15_000);
		// one or two were on their way
		assertThat(this.pieces).hasSizeLessThan(10);
	}

	private DataBuffer buffer(int length) {
		return this.response.bufferFactory().wrap(new byte[length]);
	}

}
