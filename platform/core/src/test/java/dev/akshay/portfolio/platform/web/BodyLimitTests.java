package dev.akshay.portfolio.platform.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BodyLimitTests {

	private static final int CHUNK = 1024;

	private final BodyLimit limit = new BodyLimit(DataSize.ofKilobytes(2));

	@Test
	void passesWhatIsAsLargeAsItMayBe() {
		StepVerifier.create(limited(chunks(2))).expectNext(CHUNK, CHUNK).verifyComplete();
	}

	@Test
	void refusesWhatAnnouncesTooMuch() {
		var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/").contentLength(2 * CHUNK + 1));
		assertThatExceptionOfType(DataBufferLimitException.class).isThrownBy(() -> this.limit.limit(exchange));
	}

	@Test
	void readsALittleTooMuchToItsEndSoThatTheAnswerIsRead() {
		var ended = new AtomicBoolean();
		StepVerifier.create(limited(chunks(5).doOnComplete(() -> ended.set(true))))
			.expectNext(CHUNK, CHUNK)
			.verifyError(DataBufferLimitException.class);
		assertThat(ended).isTrue();
	}

	@Test
	void givesUpWhatDoesNotEnd() {
		var sent = new AtomicInteger();
		StepVerifier.create(limited(chunks(Integer.MAX_VALUE).doOnNext((_) -> sent.incrementAndGet())))
			.expectNext(CHUNK, CHUNK)
			.verifyError(DataBufferLimitException.class);
		assertThat(sent.get()).isBetween(1024, 1100);
	}

	@Test
	void doesNotWaitForARestThatDoesNotCome() {
		StepVerifier.withVirtualTime(() -> limited(chunks(3).concatWith(Flux.never())))
			.expectNext(CHUNK, CHUNK)
			.thenAwait(Duration.ofSeconds(1))
			.verifyError(DataBufferLimitException.class);
	}

	private Flux<Integer> limited(Flux<DataBuffer> body) {
		var exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/").body(body));
		return this.limit.limit(exchange).getRequest().getBody().map((buffer) -> {
			int size = buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			return size;
		});
	}

	private static Flux<DataBuffer> chunks(int count) {
		return Flux.range(0, count).map((_) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[CHUNK]));
	}

}
