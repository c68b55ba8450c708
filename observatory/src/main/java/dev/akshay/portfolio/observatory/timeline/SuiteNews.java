package dev.akshay.portfolio.observatory.timeline;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.akshay.portfolio.observatory.span.TraceId;
import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.UnreadableEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Hears what the services tell each other. Every replica hears everything, from now on:
 * each is a consumer group of its own, and what was before is not news.
 */
@Component
class SuiteNews {

	private static final Log logger = LogFactory.getLog(SuiteNews.class);

	private static final String PREFIX = "dev.akshay.portfolio.";

	/** What is told of each type, and whether it may say what it is about. */
	private static final Map<String, News> TOLD = Map.of(PREFIX + "content.published.v1",
			new News("content-published", true), PREFIX + "content.removed.v1", new News("content-removed", true),
			PREFIX + "contact.message-received.v1", new News("message-received", false),
			PREFIX + "contact.message-delivered.v1", new News("message-delivered", false),
			PREFIX + "contact.message-parked.v1", new News("message-parked", false));

	private static final Pattern PUBLIC = Pattern.compile("[a-z0-9-]{1,40}(/[a-z0-9-]{1,100})?");

	private static final int REMEMBERED = 10_000;

	/** What is told again so late is no news of today. */
	private static final Duration NEWS = Duration.ofDays(1);

	private final Timeline timeline;

	private final MessageCounts messages;

	private final EventFormat format;

	private final Clock clock;

	/** An event that is told again has the id that it had. One thread reads them all. */
	private final Set<String> told = Collections.newSetFromMap(new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > REMEMBERED;
		}

	});

	SuiteNews(Timeline timeline, MessageCounts messages, EventFormat format, Clock clock) {
		this.timeline = timeline;
		this.messages = messages;
		this.format = format;
		this.clock = clock;
	}

	@KafkaListener(id = "suite-news",
			topics = { "portfolio.content.changes", "portfolio.contact.messages", "portfolio.contact.deliveries" },
			groupId = "${spring.application.name}-#{T(java.util.UUID).randomUUID()}",
			properties = "auto.offset.reset=latest")
	void receive(ConsumerRecord<String, byte[]> event) {
		try {
			var news = TOLD.get(this.format.typeOf(event));
			if (news != null) {
				// the envelope says enough, the data are nobody's business
				var envelope = this.format.read(event, Object.class);
				if (this.told.add(envelope.id())) {
					tell(news, envelope, traceOf(event));
				}
			}
		}
		catch (UnreadableEvent ex) {
			// not to the dead letters: every replica reads it
			logger.warn("%s-%d@%d tells nothing: %s".formatted(event.topic(), event.partition(), event.offset(),
					ex.getMessage()));
		}
	}

	private void tell(News news, CloudEvent<Object> envelope, @Nullable TraceId traceId) {
		if (envelope.time().isAfter(this.clock.instant().minus(NEWS))) {
			this.messages.learn(news.type);
		}
		this.timeline.tell(envelope.time(), news.type, service(envelope.source().getPath()),
				news.aboutContent ? subject(envelope.subject()) : null, null, traceId);
	}

	private static String service(@Nullable String path) {
		var name = (path != null) ? path.replaceFirst("^/", "") : "";
		return PUBLIC.matcher(name).matches() ? name : "unknown";
	}

	private static @Nullable String subject(String id) {
		return PUBLIC.matcher(id).matches() ? id : null;
	}

	private static @Nullable TraceId traceOf(ConsumerRecord<String, byte[]> event) {
		var header = event.headers().lastHeader("traceparent");
		return (header != null && header.value() != null)
				? TraceId.ofTraceParent(new String(header.value(), StandardCharsets.US_ASCII)) : null;
	}

	private record News(String type, boolean aboutContent) {
	}

}
