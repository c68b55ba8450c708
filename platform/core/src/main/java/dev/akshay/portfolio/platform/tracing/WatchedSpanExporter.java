package dev.akshay.portfolio.platform.tracing;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells once when spans cannot be sent and once when they can again, and sends nothing
 * for a while after it failed: the spans of that time are lost, and nobody waits for
 * them.
 */
final class WatchedSpanExporter implements SpanExporter {

	private static final Log logger = LogFactory.getLog(WatchedSpanExporter.class);

	private final SpanExporter exporter;

	private final String receiver;

	private final long pauseNanos;

	private final LongSupplier nanoTime;

	private final AtomicBoolean away = new AtomicBoolean();

	private volatile long failedAt;

	/**
	 * Stands before an exporter.
	 * @param exporter sends spans
	 * @param receiver who gets them, for the log
	 * @param pause how long nothing is sent after a failure
	 * @param nanoTime tells the time
	 */
	WatchedSpanExporter(SpanExporter exporter, String receiver, Duration pause, LongSupplier nanoTime) {
		this.exporter = exporter;
		this.receiver = receiver;
		this.pauseNanos = pause.toNanos();
		this.nanoTime = nanoTime;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		if (this.away.get() && this.nanoTime.getAsLong() - this.failedAt < this.pauseNanos) {
			return CompletableResultCode.ofSuccess();
		}
		var result = this.exporter.export(spans);
		result.whenComplete(() -> judge(result));
		return result;
	}

	private void judge(CompletableResultCode result) {
		if (result.isSuccess()) {
			if (this.away.compareAndSet(true, false)) {
				logger.info("Spans reach %s again".formatted(this.receiver));
			}
			return;
		}
		this.failedAt = this.nanoTime.getAsLong();
		if (this.away.compareAndSet(false, true)) {
			var failure = result.getFailureThrowable();
			logger.warn("Spans do not reach %s and are lost%s".formatted(this.receiver,
					(failure != null) ? ": " + failure : ""));
		}
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

}
