package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.gateway.protection.ServerSettings.Connections;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Ends connections of clients that send a request or take an answer too slowly. It sits
 * behind the HTTP codec of a connection, or of a stream of HTTP/2, and costs an ordinary
 * request a few comparisons: a timer is set only when a read leaves a request unfinished,
 * or a flush leaves bytes unsent.
 */
class ConnectionGuard extends ChannelDuplexHandler {

	static final String NAME = "connectionGuard";

	private final Connections limits;

	private final Refusals refusals;

	/** Heads that have arrived and are not answered. */
	private int unanswered;

	/** Whether a head has arrived whose body has not. */
	private boolean inBody;

	/** Whether the bytes of this read made at least a part of a message. */
	private boolean decoded;

	private @Nullable Future<?> receiving;

	private @Nullable Future<?> sending;

	private boolean wasWritable;

	ConnectionGuard(Connections limits, Refusals refusals) {
		this.limits = limits;
		this.refusals = refusals;
	}

	/** Whether somebody waits for an answer here, or is still asking. */
	boolean isAtWork() {
		return this.unanswered > 0 || this.inBody;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.decoded = true;
		if (message instanceof HttpRequest) {
			this.unanswered++;
			this.inBody = true;
			stopReceiving();
		}
		if (message instanceof LastHttpContent) {
			this.inBody = false;
			stopReceiving();
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.receiving == null) {
			if (this.inBody) {
				this.receiving = schedule(context, () -> close(context), this.limits.bodyTimeout());
			}
			else if (!this.decoded && this.unanswered == 0) {
				this.receiving = schedule(context, () -> closeUnlessUpgraded(context), this.limits.headTimeout());
			}
		}
		this.decoded = false;
		context.fireChannelReadComplete();
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent) {
			// what was read so far were no parts of a request
			stopReceiving();
			this.decoded = true;
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // whoever writes holds the promise
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		var sent = message;
		if (message instanceof DefaultFullHttpResponse response) {
			sent = this.refusals.explained(response);
			if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
				this.unanswered--;
			}
		}
		else if (message instanceof LastHttpContent) {
			this.unanswered--;
		}
		context.write(sent, promise);
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		context.flush();
		if (this.sending == null && unsent(context.channel()) > 0) {
			watchSending(context);
		}
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		this.wasWritable |= context.channel().isWritable();
		context.fireChannelWritabilityChanged();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		cancelAll();
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		cancelAll();
	}

	/**
	 * A client takes too long when nothing moved for the whole time, or when the backlog
	 * has been too high for the whole time to write more.
	 */
	private void watchSending(ChannelHandlerContext context) {
		var before = Backlog.of(context.channel());
		this.wasWritable = context.channel().isWritable();
		this.sending = schedule(context, () -> {
			this.sending = null;
			var now = Backlog.of(context.channel());
			if (now.bytes() == 0) {
				return;
			}
			if (now.equals(before) || !(this.wasWritable || context.channel().isWritable())) {
				close(context);
			}
			else {
				watchSending(context);
			}
		}, this.limits.stallTimeout());
	}

	private static long unsent(Channel channel) {
		var buffer = channel.unsafe().outboundBuffer();
		if (buffer != null) {
			return buffer.totalPendingWriteBytes();
		}
		// a stream of HTTP/2 knows only how much more it takes
		return channel.isActive() ? channel.config().getWriteBufferHighWaterMark() + 1 - channel.bytesBeforeUnwritable()
				: 0;
	}

	private static Future<?> schedule(ChannelHandlerContext context, Runnable task, Duration delay) {
		return context.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** What looks like half a head may have been the way over to HTTP/2. */
	private static void closeUnlessUpgraded(ChannelHandlerContext context) {
		if (context.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
			close(context);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the handlers behind hear of it
	private static void close(ChannelHandlerContext context) {
		context.close();
	}

	private void stopReceiving() {
		if (this.receiving != null) {
			this.receiving.cancel(false);
			this.receiving = null;
		}
	}

	private void cancelAll() {
		stopReceiving();
		if (this.sending != null) {
			this.sending.cancel(false);
			this.sending = null;
		}
	}

	/**
	 * What was written and not yet sent.
	 *
	 * @param bytes how much
	 * @param progress how much of the first buffer has been sent
	 * @param first the identity of the first buffer
	 */
	record Backlog(long bytes, long progress, int first) {

		static Backlog of(Channel channel) {
			var buffer = channel.unsafe().outboundBuffer();
			return (buffer != null)
					? new Backlog(unsent(channel), buffer.currentProgress(), System.identityHashCode(buffer.current()))
					: new Backlog(unsent(channel), 0, 0);
		}

	}

}
