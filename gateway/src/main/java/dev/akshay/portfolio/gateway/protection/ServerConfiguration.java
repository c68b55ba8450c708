package dev.akshay.portfolio.gateway.protection;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
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
		var limits = this.settings.connections();
		return server
			.forwarded(new RequestCheck(new TrustedProxies(this.settings.trustedProxies()), limits.maxHeaders()))
			.doOnChannelInit((_, channel, _) -> accept(channel))
			.childObserve(this::observe);
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
		channel.pipeline().addFirst(new IdleConnection(this.settings.connections().idleTimeout()));
		if (!guard(channel)) {
			channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new GuardAfterHandshake());
		}
	}

	private void observe(Connection connection, ConnectionObserver.State state) {
		if (state.equals(ConnectionObserver.State.CONNECTED)
				&& connection.channel() instanceof Http2StreamChannel stream) {
			guard(stream);
		}
	}

	private boolean guard(Channel channel) {
		if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) == null) {
			return false;
		}
		channel.pipeline()
			.addBefore(NettyPipeline.HttpTrafficHandler, ConnectionGuard.NAME,
					new ConnectionGuard(this.settings.connections(), this.refusals));
		return true;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/** Client and server agree on the protocol first, and only then there is a codec. */
	private final class GuardAfterHandshake extends ChannelInboundHandlerAdapter {

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) {
			if (event instanceof SslHandshakeCompletionEvent) {
				guard(context.channel());
				context.pipeline().remove(this);
			}
			context.fireUserEventTriggered(event);
		}

	}

}
