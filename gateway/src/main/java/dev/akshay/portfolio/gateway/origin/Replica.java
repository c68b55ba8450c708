package dev.akshay.portfolio.gateway.origin;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

import reactor.netty.http.client.HttpClient;

/** One of the processes that answer for a service, or the one name of all of them. */
public final class Replica {

	private final String service;

	private final String authority;

	private final String host;

	private final HttpClient http;

	private final long pauseNanos;

	private volatile long avoidUntil = System.nanoTime();

	Replica(String service, URI address, HttpClient http, Duration pause) {
		this.service = service;
		var secure = "https".equals(address.getScheme());
		var usual = secure ? 443 : 80;
		var port = (address.getPort() >= 0) ? address.getPort() : usual;
		this.host = address.getHost();
		this.authority = (port != usual) ? this.host + ':' + port : this.host;
		var remote = InetSocketAddress.createUnresolved(this.host, port);
		var addressed = http.remoteAddress(() -> remote);
		this.http = secure ? addressed.secure() : addressed;
		this.pauseNanos = pause.toNanos();
	}

	HttpClient http() {
		return this.http;
	}

	/** Which service it is one of. */
	String service() {
		return this.service;
	}

	/** The {@code Host} of what is sent there. */
	String authority() {
		return this.authority;
	}

	/** It did not answer: the others have precedence for a while. */
	void avoid() {
		this.avoidUntil = System.nanoTime() + this.pauseNanos;
	}

	boolean isAvoided() {
		return System.nanoTime() - this.avoidUntil < 0;
	}

	@Override
	public String toString() {
		return this.authority;
	}

}
