package dev.akshay.portfolio.observatory.intake;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.util.unit.DataSize;

/** What a process sends: spans in protobuf, packed or not. */
final class Export {

	private Export() {
	}

	/**
	 * Reads spans.
	 * @param body what was sent
	 * @param gzipped whether it is packed
	 * @param limit how large it may be unpacked
	 * @return the spans of each process that it tells of
	 * @throws InvalidInput if it is not what it should be
	 * @throws DataBufferLimitException if it is too large
	 */
	static List<ResourceSpans> read(byte[] body, boolean gzipped, DataSize limit) {
		try {
			return (gzipped ? unpacked(body, limit) : ExportTraceServiceRequest.parseFrom(body)).getResourceSpansList();
		}
		catch (InvalidProtocolBufferException _) {
			throw InvalidInput.malformed("body", "must be an ExportTraceServiceRequest of OTLP in protobuf");
		}
		catch (IOException _) {
			throw InvalidInput.malformed("body", "is not what gzip makes");
		}
	}

	/** Read as it is unpacked, so that never all of it lies there beside its spans. */
	private static ExportTraceServiceRequest unpacked(byte[] body, DataSize limit) throws IOException {
		try (var unpacked = new Unpacked(body, limit)) {
			return ExportTraceServiceRequest.parseFrom(unpacked);
		}
	}

	/** What gzip packed, up to a limit. */
	private static final class Unpacked extends FilterInputStream {

		private final DataSize limit;

		private long left;

		Unpacked(byte[] packed, DataSize limit) throws IOException {
			super(new GZIPInputStream(new ByteArrayInputStream(packed)));
			this.limit = limit;
			this.left = limit.toBytes();
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			count((read < 0) ? 0 : 1);
			return read;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			count(read);
			return read;
		}

		@Override
		public long skip(long bytes) throws IOException {
			long skipped = super.skip(bytes);
			count(skipped);
			return skipped;
		}

		private void count(long bytes) {
			this.left -= Math.max(0, bytes);
			if (this.left < 0) {
				throw new DataBufferLimitException("more than " + this.limit + " unpacked");
			}
		}

	}

}
