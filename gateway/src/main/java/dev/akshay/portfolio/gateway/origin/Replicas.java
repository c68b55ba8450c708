package dev.akshay.portfolio.gateway.origin;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/**
 * The replicas of one service, in turns. One that did not answer a moment ago comes last,
 * so that half of all requests need not find out again that half of the service is gone.
 */
public final class Replicas {

	private final List<Replica> all;

	private final AtomicInteger turn = new AtomicInteger();

	Replicas(String service, List<URI> addresses, HttpClient http, Duration pause) {
		this.all = addresses.stream().map((address) -> new Replica(service, address, http, pause)).toList();
	}

	/**
	 * Chooses whom to ask.
	 * @param asked who was asked already, or {@code null}
	 * @return the next replica: another one than that if there is one
	 */
	public Replica next(@Nullable Replica asked) {
		var size = this.all.size();
		if (size == 1) {
			return this.all.getFirst();
		}
		var start = this.turn.getAndIncrement();
		Replica last = null;
		for (int i = 0; i < size; i++) {
			var replica = this.all.get(Math.floorMod(start + i, size));
			if (replica != asked) {
				if (!replica.isAvoided()) {
					return replica;
				}
				last = (last != null) ? last : replica;
			}
		}
		return (last != null) ? last : this.all.getFirst();
	}

}
