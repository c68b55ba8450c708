package dev.akshay.portfolio.gateway.owner.audit;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.akshay.portfolio.gateway.database.OwnerUnavailable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;

/** Lets nothing be done that is not written down first. */
@Component
public class Audit implements DisposableBean {

	private static final Log logger = LogFactory.getLog(Audit.class);

	private final AuditLog entries;

	private final Disposable.Composite leaving = Disposables.composite();

	Audit(AuditLog entries) {
		this.entries = entries;
	}

	/**
	 * Does something between two entries. The second one is there before the client sees
	 * the answer.
	 * @param <T> what comes of it
	 * @param who who wants it
	 * @param exchange the request
	 * @param service who is asked
	 * @param action does it
	 * @return the same; fails with {@link OwnerUnavailable}, without having done
	 * anything, if the first entry cannot be written
	 */
	public <T> Mono<T> recorded(String who, ServerWebExchange exchange, String service, Mono<T> action) {
		return Mono.defer(() -> {
			var deed = Deed.of(who, exchange, service);
			return this.entries.add(deed, "begun", null).then(Mono.defer(() -> {
				var end = new End();
				var response = exchange.getResponse();
				response.beforeCommit(() -> Mono.defer(() -> ended(deed, response, end)));
				return action.doOnError(ErrorResponseException.class, (error) -> end.refusal.set(error.getStatusCode()))
					.doOnCancel(() -> abandon(deed, end));
			}));
		});
	}

	/**
	 * Does something that somebody at the machine itself wants.
	 * @param <T> what comes of it
	 * @param what a name for it
	 * @param action does it, and gives something when it is done
	 * @return the same; fails with {@link OwnerUnavailable}, without having done
	 * anything, if the first entry cannot be written
	 */
	public <T> Mono<T> recordedByHand(String what, Mono<T> action) {
		return Mono.defer(() -> {
			var deed = new Deed(UUID.randomUUID(), "machine", "POST", what, "gateway", null, null);
			return this.entries.add(deed, "begun", null)
				.then(action.delayUntil((_) -> noted(deed, "ended", null))
					.onErrorResume((error) -> noted(deed, "ended", status(error)).then(Mono.error(error))));
		});
	}

	private Mono<Void> ended(Deed deed, ServerHttpResponse response, End end) {
		if (!end.noted.compareAndSet(false, true)) {
			return Mono.empty();
		}
		var refusal = end.refusal.get();
		var status = (refusal != null) ? refusal : response.getStatusCode();
		return noted(deed, "ended", (status != null) ? status.value() : HttpStatus.OK.value());
	}

	private static int status(Throwable error) {
		return (error instanceof ErrorResponseException refusal) ? refusal.getStatusCode().value()
				: HttpStatus.INTERNAL_SERVER_ERROR.value();
	}

	private void abandon(Deed deed, End end) {
		if (end.noted.compareAndSet(false, true)) {
			var noting = Disposables.swap();
			this.leaving.add(noting);
			noting.update(noted(deed, "abandoned", null).doFinally((_) -> this.leaving.remove(noting)).subscribe());
		}
	}

	/** What was done is done: that it began is written down already. */
	private Mono<Void> noted(Deed deed, String phase, @Nullable Integer status) {
		return this.entries.add(deed, phase, status).onErrorResume((error) -> {
			logger.warn("The audit log misses how %s %s (%s) ended: %s".formatted(deed.method(), deed.path(),
					deed.action(), error.getClass().getSimpleName()));
			return Mono.empty();
		});
	}

	@Override
	public void destroy() {
		this.leaving.dispose();
	}

	/** How something ended. A form hides a refusal behind a redirect. */
	private static final class End {

		private final AtomicBoolean noted = new AtomicBoolean();

		private final AtomicReference<@Nullable HttpStatusCode> refusal = new AtomicReference<>();

	}

}
