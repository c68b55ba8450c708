package dev.akshay.portfolio.observatory.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import dev.akshay.portfolio.observatory.span.Told;
import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExportTests {

	private static final byte[] SPANS = Told.request(IntStream.rangeClosed(1, 500)
		.mapToObj((id) -> Told.by("gateway", new TraceId(1, 2), id, 0).with("http.url", "/projects/" + "a".repeat(100)))
		.toArray(Told[]::new));

	private static final DataSize AS_LARGE = DataSize.ofBytes(SPANS.length);

	@Test
	void readsTheSamePackedAndNot() {
		var spans = Export.read(SPANS, false, AS_LARGE);
		assertThat(spans).singleElement()
			.satisfies((process) -> assertThat(process.getScopeSpans(0).getSpansCount()).isEqualTo(500));
		assertThat(Export.read(zipped(SPANS), true, AS_LARGE)).isEqualTo(spans);
	}

	@Test
	void takesNothingThatIsLargerUnpackedThanItMayBe() {
		assertThatExceptionOfType(DataBufferLimitException.class)
			.isThrownBy(() -> Export.read(zipped(SPANS), true, DataSize.ofBytes(SPANS.length - 1)));
	}

	@Test
	void saysWhatIsWrong() {
		var packed = zipped(SPANS);
		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> Export.read(Arrays.copyOf(packed, packed.length / 2), true, AS_LARGE))
			.satisfies((wrong) -> assertThat(wrong.getBody().toString()).contains("gzip"));
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> Export.read(SPANS, true, AS_LARGE))
			.satisfies((wrong) -> assertThat(wrong.getBody().toString()).contains("gzip"));
		assertThatExceptionOfType(InvalidInput.class)
			.isThrownBy(() -> Export.read(zipped(new byte[1000]), true, AS_LARGE))
			.satisfies((wrong) -> assertThat(wrong.getBody().toString()).contains("OTLP"));
	}

	private static byte[] zipped(byte[] body) {
		var bytes = new ByteArrayOutputStream();
		try (var zip = new GZIPOutputStream(bytes)) {
			zip.write(body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
