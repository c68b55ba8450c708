package dev.akshay.portfolio.website.live;

import java.time.Clock;
import java.util.Objects;
import java.util.Set;

import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears what services say has changed. Every replica hears of every change, for each has
 * pages of its own that listen: each is a consumer group of its own.
 */
@Component
class ContentNews {

	static final String TOPIC = "portfolio.content.changes";

	/** Where replicas of the gateway tell what they have forgotten. */
	static final String PURGES = "portfolio.edge.purges";

	private static final Log logger = LogFactory.getLog(ContentNews.class);

	private final OpenPages pages;

	private final EventFormat format;

	private final LiveSettings settings;

	private final Clock clock;

	ContentNews(OpenPages pages, EventFormat format, LiveSettings settings, Clock clock) {
		this.pages = pages;
		this.format = format;
		this.settings = settings;
		this.clock = clock;
	}

	// from the beginning: with the latest only, the first change of a topic that is found
	// after it was made would be missed
	@KafkaListener(id = "content-news", topics = { TOPIC, PURGES },
			groupId = "${spring.application.name}-#{T(java.util.UUID).randomUUID()}")
	void receive(ConsumerRecord<String, byte[]> record) {
		try {
			if (record.topic().equals(PURGES)) {
				var event = this.format.read(record, Purged.class);
				var purged = event.data();
				tell(event,
						new Purge(purged.id(), purged.change(), purged.replica(), event.time(), null, purged.tags()));
			}
			else {
				var event = this.format.read(record, Told.class);
				tell(event, new Change(event.data().id(), event.id(), event.time(), event.data().tags()));
			}
		}
		catch (UnreadableEvent ex) {
			// not to the dead letters: every replica reads it, at every start
			logger.warn("%s-%d@%d tells nothing: %s".formatted(record.topic(), record.partition(), record.offset(),
					ex.getMessage()));
		}
	}

	private void tell(CloudEvent<?> event, News news) {
		if (event.time().isAfter(this.clock.instant().minus(this.settings.fresh()))) {
			this.pages.tell(news);
		}
	}

	/**
	 * What changed.
	 *
	 * @param id its id
	 * @param tags what pages carry that show it
	 */
	record Told(String id, Set<String> tags) {

		Told {
			Objects.requireNonNull(id);
			Objects.requireNonNull(tags);
		}

	}

	/**
	 * What was forgotten.
	 *
	 * @param id its id
	 * @param tags what pages carry that show it
	 * @param change the event that told of the change
	 * @param replica who forgot it
	 */
	record Purged(String id, Set<String> tags, String change, String replica) {

		Purged {
			Objects.requireNonNull(id);
			Objects.requireNonNull(tags);
			Objects.requireNonNull(change);
			Objects.requireNonNull(replica);
		}

	}

}
