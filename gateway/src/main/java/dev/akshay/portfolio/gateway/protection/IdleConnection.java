package dev.akshay.portfolio.gateway.protection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

	@SuppressWarnings("FutureReturnValueIgnored") // the handlers behind hear of it
	private void look(ChannelHandlerContext context) {
		this.quietLooks = (this.heard || isAtWork(context.pipeline())) ? 0 : this.quietLooks + 1;
		this.heard = false;
		if (this.quietLooks >= LOOKS) {
			context.close();
		}
	}

	/** How long somebody waits for an answer, or reads one, is for others to limit. */
	private static boolean isAtWork(ChannelPipeline pipeline) {
		var streams = pipeline.get(Http2FrameCodec.class);
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
