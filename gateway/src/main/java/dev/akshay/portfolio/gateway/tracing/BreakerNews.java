package dev.akshay.portfolio.gateway.tracing;

import java.util.Locale;

import dev.akshay.portfolio.gateway.resilience.BreakerChanged;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the timeline when a breaker opens, tries again or closes. */
@Component
class BreakerNews {

	private final Tracer tracer;

	BreakerNews(ObjectProvider<Tracer> tracer) {
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
	}

	@EventListener
	void tell(BreakerChanged change) {
		EventSpan.tell(this.tracer, change.chaos() ? "chaos-breaker" : "breaker", change.service(),
				change.to().toLowerCase(Locale.ROOT).replace('_', '-'));
	}

}
