package dev.akshay.portfolio.website.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.akshay.portfolio.platform.chaos.Fault;
import dev.akshay.portfolio.platform.chaos.Faults;
import dev.akshay.portfolio.platform.deadline.Deadline;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.ContextView;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceReaderTests {

	private final List<Call> calls = new ArrayList<>();

	private final ServiceReader<String> reader = new ServiceReader<>(
			WebClient.builder().baseUrl("http://books").exchangeFunction(this::call).build(), "/books/{name}",
			new ParameterizedTypeReference<>() {
			});

	@BeforeEach
	void somethingIsKept() {
		VirtualTimeScheduler.set(VirtualTimeScheduler.create());
		var first = ask();
		this.calls.getFirst().tell("one", "\"1\"");
		assertThat(first).isCompletedWithValue("one");
		this.calls.clear();
	}

	@AfterEach
	void realTime() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void whoAsksMeanwhileSharesTheNextCall() {
		var first = ask();
		var second = ask();
		var third = ask();
		assertThat(this.calls).hasSize(1);
		assertThat(this.calls.getFirst().request().headers().getIfNoneMatch()).containsExactly("\"1\"");
		this.calls.getFirst().notModified();
		assertThat(first).isCompletedWithValue("one");
		assertThat(this.calls).hasSize(2);
		assertThat(second).isNotDone();
		this.calls.getLast().tell("two", "\"2\"");
		assertThat(second).isCompletedWithValue("two");
		assertThat(third).isCompletedWithValue("two");
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void aSharedCallHasNobodysDeadline() {
		var hurried = read().contextWrite(Deadline.in(Duration.ofMillis(1))::putInto).toFuture();
		assertThat(this.calls.getFirst().context().hasKey(Deadline.class)).isFalse();
		this.calls.getFirst().notModified();
		assertThat(hurried).isCompletedWithValue("one");
	}

	@Test
	void aRecordedTraceShowsItsOwnCall() {
		ask();
		var recorded = read().contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observed(true)))
			.toFuture();
		ask();
		read().contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, observed(false))).subscribe();
		assertThat(this.calls).hasSize(2);
		this.calls.getLast().notModified();
		assertThat(recorded).isCompletedWithValue("one");
	}

	@Test
	void whatAVisitorBrokeForHerselfIsNobodyElsesCall() {
		ask();
		var broken = new Faults(List.of(new Fault("books", Fault.Kind.ERROR, 0, 100, Long.MAX_VALUE)));
		var hers = read().contextWrite(broken::putInto).toFuture();
		var another = ask();
		assertThat(this.calls).hasSize(2);
		this.calls.getLast().fail();
		assertThat(hers).isCompletedExceptionally();
		this.calls.getFirst().notModified();
		assertThat(this.calls).hasSize(3);
		assertThat(this.calls.getLast().context().hasKey(Faults.class)).isFalse();
		this.calls.getLast().notModified();
		assertThat(another).isCompletedWithValue("one");
	}

	private static Observation observed(boolean recorded) {
		var traces = SdkTracerProvider.builder()
			.setSampler(recorded ? Sampler.alwaysOn() : Sampler.alwaysOff())
			.build();
		var span = new OtelTracer(traces.get("test"), new OtelCurrentTraceContext(), (_) -> {
		}).nextSpan().start();
		var tracing = new TracingContext();
		tracing.setSpan(span);
		var context = new Observation.Context();
		context.put(TracingContext.class, tracing);
		var registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler((_) -> true);
		return Observation.createNotStarted("page", () -> context, registry);
	}

	private CompletableFuture<String> ask() {
		return read().toFuture();
	}

	private Mono<String> read() {
		return this.reader.read("one").map(Told::content);
	}

	private Mono<ClientResponse> call(ClientRequest request) {
		return Mono.deferContextual((context) -> {
			var call = new Call(request, context, Sinks.one());
			this.calls.add(call);
			return call.answer().asMono();
		});
	}

	private record Call(ClientRequest request, ContextView context, Sinks.One<ClientResponse> answer) {

		void tell(String body, String tag) {
			this.answer
				.tryEmitValue(ClientResponse.create(HttpStatus.OK)
					.header("Content-Type", "text/plain")
					.header("ETag", tag)
					.body(body)
					.build())
				.orThrow();
		}

		void fail() {
			this.answer.tryEmitValue(ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build()).orThrow();
		}

		void notModified() {
			this.answer.tryEmitValue(ClientResponse.create(HttpStatus.NOT_MODIFIED).build()).orThrow();
		}

	}

}
