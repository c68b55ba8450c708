package dev.akshay.portfolio.gateway.edge;

import java.io.IOException;
import java.time.Duration;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AnnouncedBodyTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	@Test
	void takesOverWhatIsTheWholeBody() {
		var bytes = "content".getBytes(UTF_8);
		assertThat(bodyOf(bytes.length, this.buffers.wrap(bytes))).isSameAs(bytes);
	}

	@Test
	void copiesAPartOfAnArray() {
		var bytes = "content, and more".getBytes(UTF_8);
		assertThat(bodyOf(7, this.buffers.wrap(Unpooled.wrappedBuffer(bytes, 0, 7)))).asString(UTF_8)
			.isEqualTo("content");
	}

	@Test
	void copiesMemoryThatServesAgain() {
		for (ByteBufAllocator allocator : new ByteBufAllocator[] { PooledByteBufAllocator.DEFAULT,
				UnpooledByteBufAllocator.DEFAULT }) {
			var heap = allocator.heapBuffer(16).writeBytes("content".getBytes(UTF_8));
			var direct = allocator.directBuffer(7).writeBytes("content".getBytes(UTF_8));
			assertThat(bodyOf(7, this.buffers.wrap(heap))).asString(UTF_8).isEqualTo("content");
			assertThat(bodyOf(7, this.buffers.wrap(direct))).asString(UTF_8).isEqualTo("content");
			assertThat(heap.refCnt()).isZero();
			assertThat(direct.refCnt()).isZero();
		}
	}

	@Test
	void joinsItsParts() {
		assertThat(bodyOf(7, part("con"), part(""), part("tent"))).asString(UTF_8).isEqualTo("content");
		assertThat(bodyOf(0)).isEmpty();
		assertThat(bodyOf(7, part("content"), part(""))).asString(UTF_8).isEqualTo("content");
		assertThat(bodyOf(7, part(""), part("content"))).asString(UTF_8).isEqualTo("content");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "conten", "content!", "content, and more" })
	void failsIfItWasAnnouncedOtherwise(String content) {
		new AnnouncedBody(7).of(Flux.just(part(content)))
			.as(StepVerifier::create)
			.expectError(IOException.class)
			.verify(PATIENCE);
		new AnnouncedBody(7).of(Flux.just(part("content"), part(content + '!')))
			.as(StepVerifier::create)
			.expectError(IOException.class)
			.verify(PATIENCE);
	}

	private DataBuffer part(String text) {
		return this.buffers.wrap(text.getBytes(UTF_8));
	}

	private static byte[] bodyOf(int length, DataBuffer... parts) {
		return new AnnouncedBody(length).of(Flux.just(parts)).blockOptional(PATIENCE).orElseThrow();
	}

}
