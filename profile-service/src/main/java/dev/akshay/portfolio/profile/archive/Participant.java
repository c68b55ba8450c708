package dev.akshay.portfolio.profile.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.editing.Change;
import dev.akshay.portfolio.platform.editing.ContentArchive;
import dev.akshay.portfolio.platform.editing.ImportPlan;
import dev.akshay.portfolio.platform.editing.ImportState;
import dev.akshay.portfolio.platform.problem.Problems;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientRequest;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

/** Another service that keeps a kind of content. */
class Participant {

	private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

	private static final int PIECE = 16 * 1024;

	private final String kind;

	private final WebClient http;

	private final Spool spool;

	private final ArchiveSettings settings;

	Participant(String kind, WebClient.Builder http, Spool spool, ArchiveSettings settings) {
		this.kind = kind;
		this.http = http.clone().baseUrl("http://%s/api/%s".formatted(service(kind), kind)).build();
		this.spool = spool;
		this.settings = settings;
	}

	private static String service(String kind) {
		return kind + "-service";
	}

	String service() {
		return service(this.kind);
	}

	/** Whether a file of an archive is of its kind. */
	boolean owns(String path) {
		return path.startsWith(this.kind + '/') || path.startsWith(ContentArchive.HIDDEN + "drafts/" + this.kind + '/')
				|| path.equals(ContentArchive.HIDDEN + this.kind + ".json");
	}

	/**
	 * Gets all files.
	 * @param target where they are put, as an archive
	 * @param authorization who asks
	 * @return completes when they are there
	 */
	Mono<Void> download(Path target, String authorization) {
		return this.http.get()
			.uri("/export")
			.header(HttpHeaders.AUTHORIZATION, authorization)
			.httpRequest(this::patiently)
			.exchangeToMono((answer) -> answer.statusCode().is2xxSuccessful()
					? this.spool.receive(answer.bodyToFlux(DataBuffer.class), target) : refused(answer))
			.onErrorMap(WebClientException.class, this::unavailable);
	}

	/**
	 * Lets files be checked, and kept if they are to be applied later.
	 * @param id the import
	 * @param archive the files
	 * @param order how
	 * @param stage whether they are kept
	 * @return what is going to become of them
	 */
	Mono<ImportPlan> plan(UUID id, Path archive, ImportOrder order, boolean stage) {
		return this.spool.blocking(() -> Files.size(archive))
			.flatMap((size) -> this.http.put()
				.uri("/imports/{id}?replace={replace}&stage={stage}", id, order.replace(), stage)
				.headers((headers) -> {
					headers.set(HttpHeaders.AUTHORIZATION, order.authorization());
					if (order.sentReason() != null) {
						headers.set(Change.REASON, order.sentReason());
					}
				})
				.contentType(ZIP)
				.contentLength(size)
				.httpRequest(this::patiently)
				.body(DataBufferUtils.read(archive, DefaultDataBufferFactory.sharedInstance, PIECE), DataBuffer.class)
				.exchangeToMono((answer) -> answer.statusCode().is2xxSuccessful() ? answer.bodyToMono(ImportPlan.class)
						: refused(answer))
				.onErrorMap(WebClientException.class, this::unavailable));
	}

	/**
	 * Asks how far an import is.
	 * @param id the import
	 * @param authorization who asks
	 * @return its state, empty if it is not known there
	 */
	Mono<ImportState> state(UUID id, String authorization) {
		return this.http.get()
			.uri("/imports/{id}", id)
			.header(HttpHeaders.AUTHORIZATION, authorization)
			.exchangeToMono((answer) -> {
				if (answer.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
					return answer.releaseBody().then(Mono.<ImportState>empty());
				}
				return answer.statusCode().is2xxSuccessful() ? answer.bodyToMono(Progress.class).map(Progress::state)
						: this.<ImportState>refused(answer);
			})
			.onErrorMap(WebClientException.class, this::unavailable);
	}

	private void patiently(ClientHttpRequest request) {
		HttpClientRequest netty = request.getNativeRequest();
		netty.responseTimeout(this.settings.answer());
	}

	/** Who may not ask there may not ask here. */
	private <R> Mono<R> refused(ClientResponse answer) {
		return answer.releaseBody().then(Mono.error(() -> unavailable(answer.statusCode())));
	}

	private ErrorResponseException unavailable(HttpStatusCode status) {
		return unavailable(new IllegalStateException("%s answered %d".formatted(service(), status.value())));
	}

	private ErrorResponseException unavailable(@Nullable Throwable cause) {
		var unavailable = new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE,
				Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable",
						"%s cannot take part at the moment, and nothing was changed. Try again.".formatted(service())),
				cause);
		unavailable.getHeaders().set(HttpHeaders.RETRY_AFTER, "2");
		return unavailable;
	}

	private record Progress(ImportState state) {
	}

}
