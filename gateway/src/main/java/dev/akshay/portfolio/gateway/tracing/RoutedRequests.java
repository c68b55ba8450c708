package dev.akshay.portfolio.gateway.tracing;

import dev.akshay.portfolio.gateway.decision.Decisions;
import dev.akshay.portfolio.gateway.decision.EventStream;
import io.micrometer.common.KeyValue;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Counts requests by the route they took, which is known here, instead of by a pattern of
 * addresses, which only the service knows. It makes a second timer per request needless.
 * What visitors broke for themselves is counted apart: it says nothing about the route.
 * So are streams, which take as long as somebody watches.
 */
@Component
class RoutedRequests extends DefaultServerRequestObservationConvention {

	private static final KeyValue BROKEN = KeyValue.of("uri", "chaos");

	private static final KeyValue STREAM = KeyValue.of("uri", "stream");

	@Override
	protected KeyValue uri(ServerRequestObservationContext context) {
		if (context.getAttributes().containsKey(Decisions.CHAOS)) {
			return BROKEN;
		}
		if (isStream(context)) {
			return STREAM;
		}
		return (context.getAttributes().get(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route)
				? KeyValue.of("uri", route.getId()) : super.uri(context);
	}

	private static boolean isStream(ServerRequestObservationContext context) {
		// there is none yet when the request begins
		var response = context.getResponse();
		return response != null && EventStream.isIn(response.getHeaders());
	}

}
