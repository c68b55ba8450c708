package dev.akshay.portfolio.gateway.edge.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class BodyTests {

	private static final int LENGTH = 20_000;

	private static final int MOST_COPIED = 8 * 1024 * 1024;

	private static final int LARGEST_COPIED = 256 * 1024;

	private final AtomicLong copied = new AtomicLong();

	@Test
	void whatIsShownOftenIsCopiedOnce() {
		var body = body(LENGTH);
		var views = show(body, 17);
		assertThat(views.subList(0, 16)).noneMatch(ByteBuf::isDirect);
		assertThat(views.getLast().isDirect()).isTrue();
		assertThat(body.isCopied()).isTrue();
		assertThat(views).allSatisfy((view) -> assertThat(ByteBufUtil.getBytes(view)).isEqualTo(bytes(LENGTH)));
	}

	@Test
	void partsAreOfTheSameBytes() {
		var body = body(LENGTH);
		show(body, 16);
		var part = body.view(300, 4_000);
		assertThat(part.isDirect()).isTrue();
		assertThat(ByteBufUtil.getBytes(part)).isEqualTo(Arrays.copyOfRange(bytes(LENGTH), 300, 4_300));
		assertThat(body.view(LENGTH, 0).isReadable()).isFalse();
	}

	@Test
	void viewsShareBytesThatNobodyCanChangeAndNothingElse() {
		var body = body(LENGTH);
		show(body, 16);
		var one = body.view(0, LENGTH);
		var other = body.view(0, LENGTH);
		// what transports without native code, and TLS, read by
		assertThat(one.internalNioBuffer(0, 1)).isNotSameAs(other.internalNioBuffer(0, 1));
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> one.setByte(0, 1));
		one.skipBytes(LENGTH).release();
		assertThat(ByteBufUtil.getBytes(other)).isEqualTo(bytes(LENGTH));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_023, LARGEST_COPIED + 1 })
	void whatIsSmallOrLargeStaysWhereItIs(int length) {
		var body = body(length);
		assertThat(show(body, 100))
			.allSatisfy((view) -> assertThat(ByteBufUtil.getBytes(view)).isEqualTo(bytes(length)));
		assertThat(body.isCopied()).isFalse();
	}

	@Test
	void copiesTakeNoMoreThanTheyMayAndMakeRoom() {
		var bodies = IntStream.range(0, 40).mapToObj((_) -> body(LARGEST_COPIED)).toList();
		bodies.forEach((body) -> show(body, 16));
		assertThat(bodies).filteredOn(Body::isCopied).hasSize(MOST_COPIED / LARGEST_COPIED);
		assertThat(this.copied).hasValue(MOST_COPIED);
		var one = bodies.getFirst().view(0, LARGEST_COPIED);
		var left = bodies.getLast();
		bodies = List.of();
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.copied).hasValue(LARGEST_COPIED);
		});
		// an answer that is under way keeps its bytes
		assertThat(ByteBufUtil.getBytes(one)).isEqualTo(bytes(LARGEST_COPIED));
		show(left, 16);
		assertThat(left.isCopied()).isTrue();
	}

	private Body body(int length) {
		return new Body(bytes(length), this.copied);
	}

	private static List<ByteBuf> show(Body body, int times) {
		var views = new ArrayList<ByteBuf>();
		for (int time = 0; time < times; time++) {
			views.add(body.view(0, body.length()));
		}
		return views;
	}

	private static byte[] bytes(int length) {
		var bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
