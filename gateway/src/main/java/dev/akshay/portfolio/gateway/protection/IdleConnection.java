package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.akshay.portfolio.gateway.protection.ConnectionGuard.Backlog;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which nobody has asked for anything for a while. It looks a few
 * times in that while, whatever happens, so that a request costs it nothing; Reactor
 * Netty's own time-out puts a handler with a timer into the pipeline behind each answer
 * and takes it out again with the next request.
 */
class IdleConnection extends ChannelInboundHandlerAdapter {

	/** A connection ends at most one look later than it could. */
	private static final int LOOKS = 4;

	private final Duration limit;

	private @Nullable Future<?> looking;

	private boolean heard;

	private boolean wasAtWork;

	private @Nullable Backlog backlog;

	private int quietLooks;

	/**
	 * A handler for one connection.
	 * @param limit how long nothing may happen
	 */
	IdleConnection(Duration limit) {
		this.limit = limit;
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		long pause = this.limit.dividedBy(LOOKS).toNanos();
		this.looking = context.executor()
			.scheduleWithFixedDelay(() -> look(context), pause, pause, TimeUnit.NANOSECONDS);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		this.heard = true;
		context.fireChannelReadComplete();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		stop();
		context.fireChannelInactive();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		stop();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
	private void look(ChannelHandlerContext context) {
		var streams = context.pipeline().get(Http2FrameCodec.class);
		var unsent = Backlog.of(context.channel());
		// without streams, who takes too little is for the guard to end
		var stuck = streams != null && unsent.bytes() > 0 && unsent.equals(this.backlog);
		this.backlog = unsent;
		var atWork = !stuck && (unsent.bytes() > 0 || isAtWork(context.pipeline(), streams));
		// what was under way at the last look may have ended just before this one
		this.quietLooks = (this.heard || atWork || this.wasAtWork) ? 0 : this.quietLooks + 1;
		this.heard = false;
		this.wasAtWork = atWork;
		if (this.quietLooks < LOOKS) {
			return;
		}
		if (stuck) {
			// whoever takes nothing takes no leave either
			context.close();
		}
		else {
			// from behind, past those who take leave in HTTP/2 and TLS
			context.channel().close();
		}
	}

	/** How long somebody waits for an answer is for others to limit. */
	private static boolean isAtWork(ChannelPipeline pipeline, @Nullable Http2FrameCodec streams) {
		if (streams != null) {
			return streams.connection().numActiveStreams() > 0;
		}
		var guard = pipeline.get(ConnectionGuard.class);
		return guard != null && guard.isAtWork();
	}

	private void stop() {
		if (this.looking != null) {
			this.looking.cancel(false);
			this.looking = null;
		}
	}

}
