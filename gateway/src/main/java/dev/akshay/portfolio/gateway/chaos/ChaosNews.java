package dev.akshay.portfolio.gateway.chaos;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.tracing.CurrentSpan;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the timeline what is broken and what is mended, and not by whom. */
@Component
class ChaosNews {

	private final Tracer tracer;

	ChaosNews(ObjectProvider<Tracer> tracer) {
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
	}

	/** Whoever knows the trace of her own request knows which order is hers. */
	void ordered(Fault fault, ContextView request) {
		tell(CurrentSpan.of(request), "chaos-ordered", fault);
	}

	void ended(Fault fault) {
		tell(null, "chaos-ended", fault);
	}

	void reset(Fault fault, ContextView request) {
		tell(CurrentSpan.of(request), "chaos-reset", fault);
	}

	private void tell(@Nullable Span request, String event, Fault fault) {
		EventSpan.tell(this.tracer, request, event, fault.service(), fault.kind().text());
	}

}
