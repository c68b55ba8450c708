package dev.akshay.portfolio.contact.inbox;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place between two messages, which stays where it is when new ones come in or others
 * go.
 *
 * @param receivedAt when the message before it was left
 * @param id the message before it
 */
record Cursor(Instant receivedAt, UUID id) {

	/** Before the newest message there can be. */
	static final Cursor START = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

	private static final int BYTES = 3 * Long.BYTES;

	private static final long LAST = micros(START.receivedAt());

	/**
	 * Reads a cursor.
	 * @param text what {@link #toString()} gave
	 * @return the cursor, empty if this is none
	 */
	static Optional<Cursor> of(String text) {
		try {
			var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
			if (bytes.remaining() != BYTES) {
				return Optional.empty();
			}
			var micros = bytes.getLong();
			if (micros < 0 || micros > LAST) {
				return Optional.empty();
			}
			return Optional.of(new Cursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
					new UUID(bytes.getLong(), bytes.getLong())));
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

	private static long micros(Instant time) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, time);
	}

	@Override
	public String toString() {
		var bytes = ByteBuffer.allocate(BYTES)
			.putLong(micros(this.receivedAt))
			.putLong(this.id.getMostSignificantBits())
			.putLong(this.id.getLeastSignificantBits())
			.array();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
