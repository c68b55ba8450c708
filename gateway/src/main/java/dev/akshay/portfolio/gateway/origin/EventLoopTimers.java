package dev.akshay.portfolio.gateway.origin;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;

import org.springframework.stereotype.Component;

/**
 * Time-outs on the event loop that the request runs on. Reactor's own timer threads would
 * do, but each request sets two timers and takes both back, which between threads costs
 * locks and wake-ups.
 */
@Component
public class EventLoopTimers implements Scheduler {

	// gives the loop it is called on, or any other if it is called from elsewhere
	private final EventLoopGroup loops = HttpResources.get().onClient(LoopResources.DEFAULT_NATIVE);

	@Override
	public Disposable schedule(Runnable task) {
		return schedule(task, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		var future = this.loops.next().schedule(task, delay, unit);
		return () -> future.cancel(false);
	}

	@Override
	public Worker createWorker() {
		return new LoopWorker(this.loops.next());
	}

	@Override
	public long now(TimeUnit unit) {
		return unit.convert(System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	private record LoopWorker(EventLoop loop) implements Worker {

		@Override
		public Disposable schedule(Runnable task) {
			return schedule(task, 0, TimeUnit.NANOSECONDS);
		}

		@Override
		public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
			var future = this.loop.schedule(task, delay, unit);
			return () -> future.cancel(false);
		}

		@Override
		public void dispose() {
			// whoever schedules here keeps what it got
		}

	}

}
