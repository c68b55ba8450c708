package dev.akshay.portfolio.gateway.chaos;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.tracing.EventSpan;
import io.micrometer.tracing.Tracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the timeline what is broken and what is mended, and not by whom. */
@Component
class ChaosNews {

	private final Tracer tracer;

	ChaosNews(ObjectProvider<Tracer> tracer) {
		this.tracer = tracer.getIfAvailable(() -> Tracer.NOOP);
	}

	void ordered(Fault fault) {
		tell("chaos-ordered", fault);
	}

	void ended(Fault fault) {
		tell("chaos-ended", fault);
	}

	void reset(Fault fault) {
		tell("chaos-reset", fault);
	}

	private void tell(String event, Fault fault) {
		EventSpan.tell(this.tracer, event, fault.service(), fault.kind().text());
	}

}
