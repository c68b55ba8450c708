package dev.akshay.portfolio.observatory.intake;

import java.io.ByteArrayInputStream;
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
			return ExportTraceServiceRequest.parseFrom(gzipped ? unpacked(body, limit) : body).getResourceSpansList();
		}
		catch (InvalidProtocolBufferException _) {
			throw InvalidInput.malformed("body", "must be an ExportTraceServiceRequest of OTLP in protobuf");
		}
	}

	private static byte[] unpacked(byte[] body, DataSize limit) {
		int most = (int) limit.toBytes();
		try (var packed = new GZIPInputStream(new ByteArrayInputStream(body))) {
			var bytes = packed.readNBytes(most + 1);
			if (bytes.length > most) {
				throw new DataBufferLimitException("more than " + limit + " unpacked");
			}
			return bytes;
		}
		catch (IOException _) {
			throw InvalidInput.malformed("body", "is not what gzip makes");
		}
	}

}
