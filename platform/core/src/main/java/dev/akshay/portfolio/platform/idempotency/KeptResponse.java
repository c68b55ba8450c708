package dev.akshay.portfolio.platform.idempotency;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * The response a key was answered with, as it went over the wire.
 *
 * @param fingerprint of the request it answered
 * @param status its status
 * @param headers those of its headers that belong to it
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by matches() alone
record KeptResponse(byte[] fingerprint, int status, Map<String, String> headers, byte[] body) {

	static final String REPLAYED = "Idempotent-Replayed";

	/**
	 * Headers of the effect. All others, dates and traces, are of the request at hand.
	 */
	private static final List<String> KEPT = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION,
			HttpHeaders.CONTENT_LOCATION, HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL);

	static Map<String, String> keptOf(HttpHeaders headers) {
		return KEPT.stream()
			.filter(headers::containsHeader)
			.collect(Collectors.toMap((name) -> name, (name) -> Objects.requireNonNull(headers.getFirst(name))));
	}

	boolean matches(byte[] otherFingerprint) {
		return Arrays.equals(this.fingerprint, otherFingerprint);
	}

	ResponseEntity<byte[]> toResponse(boolean replayed) {
		var response = ResponseEntity.status(this.status);
		this.headers.forEach((name, value) -> response.header(name, value));
		if (replayed) {
			response.header(REPLAYED, "true");
		}
		return (this.body.length > 0) ? response.body(this.body) : response.build();
	}

}
