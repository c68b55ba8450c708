package dev.akshay.portfolio.gateway.edge;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Tracer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.stereotype.Component;

/**
 * Forgets what services say has changed. Every replica hears of every change: each is a
 * consumer group of its own, under a new name whenever it starts, and reads what was said
 * before, too. So a change that happens while a replica starts is not missed; a purge too
 * many costs one question to an origin.
 */
@Component
class ContentPurges {

	static final String TOPIC = "portfolio.content.changes";

	private static final String PUBLISHED = "dev.akshay.portfolio.content.published.v1";

	private static final String REMOVED = "dev.akshay.portfolio.content.removed.v1";

	private static final Log logger = LogFactory.getLog(ContentPurges.class);

	private final EdgeCache cache;

	private final EventFormat format;

	private final EdgeMetrics metrics;

	private final PurgeReports reports;

	private final Tracer tracer;

	ContentPurges(EdgeCache cache, EventFormat format, EdgeMetrics metrics, PurgeReports reports,
			ObjectProvider<Tracer> tracer) {
		this.cache = cache;
		this.format = format;
		this.metrics = metrics;
		this.reports = reports;
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
	}

	@KafkaListener(id = "content-purges", topics = TOPIC,
			groupId = "${spring.application.name}-#{T(java.util.UUID).randomUUID()}")
	void receive(ConsumerRecord<String, byte[]> event) {
		try {
			purge(event);
			this.metrics.purge();
			EventSpan.mark(this.tracer, "purge", event.key());
		}
		catch (UnreadableEvent ex) {
			// not to the dead letters: every replica reads it, at every start
			logger.warn("%s-%d@%d purges nothing: %s".formatted(event.topic(), event.partition(), event.offset(),
					ex.getMessage()));
		}
	}

	private void purge(ConsumerRecord<String, byte[]> record) {
		switch (this.format.typeOf(record)) {
			case PUBLISHED -> purge(record, this.cache::purge);
			case REMOVED -> purge(record, this.cache::remove);
			default -> throw new UnreadableEvent("its type is unknown here");
		}
	}

	private void purge(ConsumerRecord<String, byte[]> record, Consumer<Set<String>> purge) {
		var change = this.format.read(record, Change.class);
		purge.accept(change.data().tags());
		var replica = KafkaUtils.getConsumerGroupId();
		if (replica != null) {
			this.reports.tell(change, change.data().tags(), replica);
		}
	}

	/**
	 * What changed.
	 *
	 * @param tags what responses carry that show it
	 */
	record Change(Set<String> tags) {

		Change {
			Objects.requireNonNull(tags);
		}

	}

}
