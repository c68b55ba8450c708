package dev.akshay.portfolio.insights.lab.edge;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.insights.lab.Lab;
import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.platform.hash.Sha256;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Reads one page by turns from the gateway, whose edge keeps it, and from the website,
 * which makes it. Hypothesis: the edge answers every time with what it has kept, gives
 * the same bytes, and needs half of the time at most.
 */
@Component
class EdgeLab implements Lab<EdgeChoice, EdgeReport> {

	static final String NAME = "edge";

	/** Every portfolio has it, whatever is in it. */
	private static final String PAGE = "/insights";

	private static final URI EDGE = URI.create("http://gateway" + PAGE);

	private static final URI ORIGIN = URI.create("http://website" + PAGE);

	/** Reads before those that count: connections are made, and the edge takes a copy. */
	private static final int WARM_UP = 5;

	private final LabClient client;

	EdgeLab(LabClient client) {
		this.client = client;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Class<EdgeChoice> choiceType() {
		return EdgeChoice.class;
	}

	@Override
	public Class<EdgeReport> reportType() {
		return EdgeReport.class;
	}

	@Override
	public Flux<EdgeReport> run(String run, EdgeChoice choice) {
		return Flux.defer(() -> {
			var trial = new Trial(PAGE, choice.reads());
			return Flux.range(0, WARM_UP)
				.concatMap((_) -> read(ORIGIN).then(read(EDGE)), 1)
				.thenMany(Flux.range(0, choice.reads()))
				// by turns, so that whatever else goes on meets both alike
				.concatMap((_) -> read(EDGE)
					.flatMap((fromEdge) -> read(ORIGIN).map((fromOrigin) -> trial.note(fromEdge, fromOrigin).report())),
						1);
		});
	}

	private Mono<Read> read(URI address) {
		return Mono.defer(() -> {
			var begin = System.nanoTime();
			return this.client.suite(HttpMethod.GET, address)
				.accept(MediaType.TEXT_HTML)
				.exchangeToMono((response) -> read(response, begin));
		});
	}

	private static Mono<Read> read(ClientResponse response, long begin) {
		return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]).map((body) -> {
			var took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
			return new Read(took, response.statusCode().value(),
					String.join(", ", response.headers().header("Cache-Status")), Sha256.hex(body));
		});
	}

}
