package dev.akshay.portfolio.platform.kept;

import dev.akshay.portfolio.platform.kept.KeptAnswers.Answer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/** Answers with kept content where it can, and keeps what is public and tagged. */
class KeptAnswersFilter implements WebFilter {

	private static final Log logger = LogFactory.getLog(KeptAnswersFilter.class);

	private final KeptAnswers kept;

	KeptAnswersFilter(KeptAnswers kept) {
		this.kept = kept;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		var request = exchange.getRequest();
		var address = KeptAnswers.address(request);
		if (address == null) {
			return chain.filter(exchange);
		}
		return Mono.defer(() -> {
			var known = this.kept.find(address, request);
			if (known == null) {
				return chain.filter(keeping(exchange, address));
			}
			return this.kept.isAtHand(known) ? tell(exchange, known) : readAnew(exchange, address, chain, known);
		});
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
		return answer.tell(exchange.getRequest(), exchange.getResponse());
	}

}
