package dev.akshay.portfolio.gateway.protection;

import io.netty.handler.codec.http.HttpHeaders;

/** A response whose headers are Netty's, which take text that is ready to be sent. */
@FunctionalInterface
public interface NettyHeaders {

	/**
	 * The headers themselves.
	 * @return the headers, which may be changed as long as they are not sent
	 */
	HttpHeaders nettyHeaders();

}
