package dev.akshay.portfolio.bench.recording;

import java.time.Instant;

import dev.akshay.portfolio.bench.recording.Session.Event;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTests {

	private final Session.Writer writer = new Session.Writer();

	@Test
	void keepsWhatIsShownAndNothingElse() {
		take("topology", 10,
				"""
						{"at": "2026-01-01T00:00:00Z", "windowSeconds": 60, "visitor": "Ada", \
						"nodes": [{"id": "gateway", "kind": "service", "replicas": 1, "lastSeen": "2026-01-01T00:00:00Z", "state": null}], \
						"edges": [{"from": "visitors", "to": "gateway", "perSecond": 1.5, "client": "192.0.2.1"}]}""");
		take("happening", 20,
				"""
						{"id": "a-1", "at": "%s", "type": "retry", "service": "gateway", "subject": "website", "traceId": "0af7"}"""
					.formatted(Instant.now().plusSeconds(1)));
		Session session = this.writer.session(30);
		assertThat(session.lasts()).isEqualTo(30);
		assertThat(session.events()).extracting(Event::after).containsExactly(10L, 20L);
		assertThat(session.events().getFirst().data().toString()).contains("\"id\":\"gateway\"", "\"perSecond\":1.5")
			.doesNotContain("Ada", "192.0.2.1", "lastSeen", "windowSeconds", "state");
		assertThat(session.events().getLast().data().toString()).contains("retry", "website").doesNotContain("0af7");
	}

	@Test
	void leavesOutWhatHappenedBefore() {
		take("happening", 1,
				"{\"id\": \"a-1\", \"at\": \"%s\", \"type\": \"retry\"}".formatted(Instant.now().minusSeconds(60)));
		take("summary", 2, "{\"leftOut\": 3}");
		assertThat(this.writer.session(5).events()).isEmpty();
	}

	private void take(String kind, long after, String data) {
		this.writer.take(":comment", after);
		this.writer.take("event:" + kind, after);
		this.writer.take("data:" + data, after);
		this.writer.take("", after);
	}

}
