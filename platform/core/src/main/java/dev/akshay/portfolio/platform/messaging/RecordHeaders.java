package dev.akshay.portfolio.platform.messaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Headers of Kafka records as text. */
final class RecordHeaders {

	private RecordHeaders() {
	}

	static @Nullable String last(Headers headers, String name) {
		var all = all(headers, name);
		return all.isEmpty() ? null : all.getLast();
	}

	static List<String> all(Headers headers, String name) {
		return StreamSupport.stream(headers.headers(name).spliterator(), false)
			.map(Header::value)
			.filter((value) -> value != null)
			.map((value) -> new String(value, StandardCharsets.UTF_8))
			.toList();
	}

	static void add(Headers headers, String name, String value) {
		headers.add(name, value.getBytes(StandardCharsets.UTF_8));
	}

}
