package dev.akshay.portfolio.platform.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Asks the replica of a service whose turn it is, and each of the others once, as long as
 * none can be reached: one that is being restarted fails nobody's request. What may have
 * been asked is not asked again, unless it only reads; one that is slow is waited for.
 */
class ReplicaFilter implements ExchangeFilterFunction {

	private final ServiceReplicas replicas;

	ReplicaFilter(ServiceReplicas replicas) {
		this.replicas = replicas;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> ask(request, this.replicas.inTurn(request.url()), next));
	}

	private static Mono<ClientResponse> ask(ClientRequest request, List<URI> addresses, ExchangeFunction next) {
		var asked = next.exchange(ClientRequest.from(request).url(addresses.getFirst()).build());
		return (addresses.size() == 1) ? asked
				: asked.onErrorResume((failure) -> mayAskAnother(request.method(), failure),
						(_) -> ask(request, addresses.subList(1, addresses.size()), next));
	}

	private static boolean mayAskAnother(HttpMethod method, Throwable failure) {
		return failure instanceof WebClientRequestException
				&& (isUnreached(failure.getCause()) || (isRead(method) && failure.getCause() instanceof IOException));
	}

	/** Nothing was sent. */
	private static boolean isUnreached(@Nullable Throwable cause) {
		return cause instanceof ConnectException || cause instanceof NoRouteToHostException
				|| cause instanceof UnknownHostException;
	}

	private static boolean isRead(HttpMethod method) {
		return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
	}

}
