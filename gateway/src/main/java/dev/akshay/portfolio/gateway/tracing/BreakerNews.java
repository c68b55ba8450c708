package dev.akshay.portfolio.gateway.tracing;

import java.util.Locale;

import dev.akshay.portfolio.gateway.resilience.BreakerChanged;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells the timeline when a breaker opens, tries again or closes: what a visitor's own
 * does in the trace of her request that brought it about, what everybody's does in none,
 * for many had a part in it.
 */
@Component
class BreakerNews {

	private final Tracer tracer;

	BreakerNews(ObjectProvider<Tracer> tracer) {
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
	}

	@EventListener
	void tell(BreakerChanged change) {
		var state = change.to().toLowerCase(Locale.ROOT).replace('_', '-');
		if (change.chaos()) {
			EventSpan.tell(this.tracer, this.tracer.currentSpan(), "chaos-breaker", change.service(), state);
		}
		else {
			EventSpan.tell(this.tracer, "breaker", change.service(), state);
		}
	}

}
