package dev.akshay.portfolio.gateway.protection;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Puts the checks of this package into the server, where each costs least. */
@Component
class ServerConfiguration implements NettyServerCustomizer, Ordered {

	private static final Log logger = LogFactory.getLog(ServerConfiguration.class);

	private final ServerSettings settings;

	private final Refusals refusals;

	private final AtomicInteger connections = new AtomicInteger();

	ServerConfiguration(ServerSettings settings, Refusals refusals) {
		this.settings = settings;
		this.refusals = refusals;
	}

	@Override
	public HttpServer apply(HttpServer server) {
		var check = new RequestCheck(new TrustedProxies(this.settings.trustedProxies()),
				this.settings.connections().maxHeaders());
		return server.forwarded(check)
			.doOnChannelInit((_, channel, _) -> accept(channel))
			.childObserve(this::guardStream);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
	private void accept(Channel channel) {
		var open = this.connections.incrementAndGet();
		channel.closeFuture().addListener((_) -> this.connections.decrementAndGet());
		if (open > this.settings.connections().max()) {
			logger.warn("A connection is refused, as %d are open".formatted(open - 1));
			channel.close();
			return;
		}
		guard(channel);
	}

	private void guard(Channel channel) {
		var pipeline = channel.pipeline();
		if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
			pipeline.addBefore(NettyPipeline.HttpTrafficHandler, ConnectionGuard.NAME,
					new ConnectionGuard(this.settings.connections(), this.refusals));
		}
	}

	private void guardStream(Connection connection, ConnectionObserver.State state) {
		if (state.equals(ConnectionObserver.State.CONFIGURED) && connection.channel() instanceof Http2StreamChannel) {
			guard(connection.channel());
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
