package dev.akshay.portfolio.gateway.edge.store;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a body. What lies in the heap is copied out of it with every answer,
 * before the system can write it. A body that is shown often is copied once and for all.
 *
 * <p>
 * Every answer gets a buffer of its own that looks at the copy, so connections share
 * bytes that nobody can change and nothing else. The copy goes when the collector finds
 * that neither the body nor an answer under way needs it: no reference is counted.
 */
final class Body {

	/** How often it is shown out of the heap before. */
	private static final int OFTEN = 16;

	/** Below, a body is copied behind the head of its answer anyway. */
	private static final int SMALLEST_COPIED = 1024;

	private static final int LARGEST_COPIED = 256 * 1024;

	/** Bytes of all copies together, those that wait for the collector included. */
	private static final long MOST_COPIED = 8 * 1024 * 1024;

	private static final AtomicLong COPIED = new AtomicLong();

	private static final Cleaner CLEANER = Cleaner.create();

	private final byte[] bytes;

	private final AtomicLong copied;

	private final AtomicInteger shown = new AtomicInteger();

	private volatile @Nullable ByteBuffer copy;

	Body(byte[] bytes) {
		this(bytes, COPIED);
	}

	/**
	 * Makes a body.
	 * @param bytes its bytes
	 * @param copied how many bytes of bodies are copied
	 */
	Body(byte[] bytes, AtomicLong copied) {
		this.bytes = bytes;
		this.copied = copied;
	}

	int length() {
		return this.bytes.length;
	}

	/**
	 * The body, or a part of it.
	 * @param from the first byte's position
	 * @param length how many bytes
	 * @return a view of them that need not be released
	 */
	ByteBuf view(int from, int length) {
		var ready = this.copy;
		if (ready == null) {
			if (isWorthACopy()) {
				copy();
			}
			return Unpooled.wrappedBuffer(this.bytes, from, length);
		}
		return Unpooled.wrappedBuffer((length == this.bytes.length) ? ready : ready.slice(from, length));
	}

	/** Whether the answers to come are written without being copied. */
	boolean isCopied() {
		return this.copy != null;
	}

	private boolean isWorthACopy() {
		return this.bytes.length >= SMALLEST_COPIED && this.bytes.length <= LARGEST_COPIED
				&& this.shown.incrementAndGet() == OFTEN;
	}

	private void copy() {
		var copied = this.copied;
		int length = this.bytes.length;
		if (copied.addAndGet(length) > MOST_COPIED) {
			copied.addAndGet(-length);
			// there may be room later
			this.shown.set(0);
			return;
		}
		ByteBuffer room;
		try {
			room = ByteBuffer.allocateDirect(length);
		}
		catch (OutOfMemoryError _) {
			// others have taken what is outside of the heap, and the heap still serves
			copied.addAndGet(-length);
			return;
		}
		// all that look at it hold on to it
		CLEANER.register(room, () -> copied.addAndGet(-length));
		this.copy = room.put(this.bytes).flip().asReadOnlyBuffer();
	}

}
