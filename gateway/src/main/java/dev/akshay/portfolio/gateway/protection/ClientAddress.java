package dev.akshay.portfolio.gateway.protection;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where a request comes from: the peer of the connection, or the client that a trusted
 * proxy names.
 *
 * @param address an IPv4 or IPv6 address
 */
public record ClientAddress(InetAddress address) {

	private static final long IPV4 = 0xFFFF_FFFFL;

	/**
	 * The client's address.
	 * @param exchange a request and its response
	 * @return the address, or an empty optional where a request has none (in tests
	 * without a network)
	 */
	public static Optional<ClientAddress> of(ServerWebExchange exchange) {
		return of(exchange.getRequest());
	}

	/**
	 * The client's address.
	 * @param request a request
	 * @return the address, or an empty optional where a request has none (in tests
	 * without a network)
	 */
	public static Optional<ClientAddress> of(ServerHttpRequest request) {
		var remote = request.getRemoteAddress();
		return (remote != null && remote.getAddress() != null) ? Optional.of(new ClientAddress(remote.getAddress()))
				: Optional.empty();
	}

	/**
	 * Whether a request reached us, or the trusted proxy in front of us, over TLS. Scheme
	 * and host in {@link ServerHttpRequest#getURI()} are true in the same sense.
	 * @param request a request
	 * @return whether its scheme is {@code https}
	 */
	public static boolean isSecure(ServerHttpRequest request) {
		return "https".equals(request.getURI().getScheme());
	}

	/**
	 * The smallest network that is usually one customer's.
	 * @return the address itself for IPv4, its first 64 bits for IPv6
	 */
	public long network() {
		var bytes = ByteBuffer.wrap(this.address.getAddress());
		return (this.address instanceof Inet4Address) ? bytes.getInt() & IPV4 : bytes.getLong();
	}

	/**
	 * The same for people and for tables.
	 * @return an IPv4 address, or the first half of an IPv6 one such as
	 * {@code 2001:db8:0:1::/64}
	 */
	public String networkName() {
		if (this.address instanceof Inet4Address) {
			return toString();
		}
		var bytes = ByteBuffer.wrap(this.address.getAddress());
		return "%x:%x:%x:%x::/64".formatted(bytes.getShort() & 0xFFFF, bytes.getShort() & 0xFFFF,
				bytes.getShort() & 0xFFFF, bytes.getShort() & 0xFFFF);
	}

	@Override
	public String toString() {
		return this.address.getHostAddress();
	}

}
