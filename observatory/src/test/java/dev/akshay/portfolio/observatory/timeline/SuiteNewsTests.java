package dev.akshay.portfolio.observatory.timeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.test.SampleEvent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SuiteNewsTests {

	private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

	private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

	private final MessageCounts counts = new MessageCounts(this.clock);

	private final Timeline timeline = TestTimeline.create(this.clock);

	private final SuiteNews news = new SuiteNews(this.timeline, this.counts, new EventFormat(new JsonMapper()),
			this.clock);

	@Test
	void countsAnEventOnceHoweverOftenItIsToldAgain() {
		delivered("one", NOW);
		delivered("one", NOW);
		delivered("another", NOW.minusSeconds(60));
		delivered("one", NOW);
		assertThat(this.counts.delivered()).isEqualTo(2);
	}

	@Test
	void countsNothingThatIsToldAgainDaysLater() {
		this.news.receive(SampleEvent.of("message-received.v1")
			.withHeader("ce_time", NOW.minus(Duration.ofHours(36)).toString())
			.received());
		assertThat(this.counts.received()).isZero();
		this.news.receive(SampleEvent.of("message-received.v1")
			.withHeader("ce_id", "of-today")
			.withHeader("ce_time", NOW.toString())
			.received());
		assertThat(this.counts.received()).isEqualTo(1);
	}

	private void delivered(String id, Instant time) {
		this.news.receive(SampleEvent.of("message-delivered.v1")
			.withHeader("ce_id", id)
			.withHeader("ce_time", time.toString())
			.received());
	}

}
