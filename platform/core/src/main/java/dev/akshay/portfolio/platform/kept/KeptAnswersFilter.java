package dev.akshay.portfolio.platform.kept;

import java.util.Set;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Answers with kept content where it can, and keeps what is public and tagged. What
 * depends on a query is not kept: there is no end to queries.
 */
class KeptAnswersFilter implements WebFilter {

	private static final Log logger = LogFactory.getLog(KeptAnswersFilter.class);

	private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	private final KeptAnswers kept;

	KeptAnswersFilter(KeptAnswers kept) {
		this.kept = kept;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var request = exchange.getRequest();
		if (!READS.contains(request.getMethod()) || request.getURI().getRawQuery() != null) {
			return chain.filter(exchange);
		}
		var address = request.getURI().getRawPath();
		return Mono.defer(() -> {
			var known = this.kept.find(address);
			if (known == null || !accepts(request, known)) {
				return chain.filter(keeping(exchange, address));
			}
			return (this.kept.isBeyondDoubt(known) || this.kept.justFailed()) ? tell(exchange, known)
					: readAnew(exchange, address, chain, known);
		});
	}

	private static boolean accepts(ServerHttpRequest request, Answer answer) {
		var accept = request.getHeaders().getFirst(HttpHeaders.ACCEPT);
		var type = answer.headers().getContentType();
		return accept == null || accept.equals(MediaType.ALL_VALUE) || type == null
				|| request.getHeaders().getAccept().stream().anyMatch((accepted) -> accepted.includes(type));
	}

	private KeepingExchange keeping(ServerWebExchange exchange, String address) {
		return new KeepingExchange(exchange, this.kept.startReading(), (answer) -> {
			if (this.kept.keep(address, answer)) {
				logger.info("Content is read again");
			}
		});
	}

	private Mono<Void> readAnew(ServerWebExchange exchange, String address, WebFilterChain chain, Answer known) {
		var reading = keeping(exchange, address);
		var tooLong = Mono.delay(this.kept.patience()).filter((_) -> reading.giveUp()).switchIfEmpty(Mono.never());
		return chain.filter(reading)
			.timeout(tooLong)
			.onErrorResume((failure) -> isOurs(failure) && !exchange.getResponse().isCommitted(), (failure) -> {
				if (this.kept.readingFailed()) {
					logger.warn("Content cannot be read at the moment and is told as it was: " + failure);
				}
				return tell(exchange, known);
			});
	}

	/** Not one that says something of the request, such as a 404. */
	private static boolean isOurs(Throwable failure) {
		return !(failure instanceof ErrorResponse);
	}

	private static Mono<Void> tell(ServerWebExchange exchange, Answer answer) {
		var response = exchange.getResponse();
		response.setStatusCode(HttpStatus.OK);
		response.getHeaders().putAll(answer.headers());
		if (exchange.checkNotModified(answer.tag())) {
			return KeepingExchange.notModified(exchange);
		}
		response.getHeaders().setContentLength(answer.body().length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
	}

}
