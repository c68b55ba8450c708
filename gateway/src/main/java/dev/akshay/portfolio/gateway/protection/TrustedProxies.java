package dev.akshay.portfolio.gateway.protection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.ConnectionInfo;

/**
 * The proxies that may say for whom they ask. They are believed in
 * {@code X-Forwarded-For}, counted from the right and only as far as trusted proxies
 * reach, and in {@code X-Forwarded-Proto}; in nothing else, because what a proxy does not
 * set itself it passes on from anybody.
 */
class TrustedProxies {

	static final String FOR = "X-Forwarded-For";

	static final String PROTO = "X-Forwarded-Proto";

	/** More hops than any real chain has. */
	private static final int MAX_HOPS = 16;

	private static final int MAX_LENGTH = 1024;

	private final List<IpSubnetFilterRule> networks;

	/**
	 * Reads networks.
	 * @param networks in CIDR notation, a single address as a network of its own
	 * @throws IllegalArgumentException if one cannot be read
	 */
	TrustedProxies(List<String> networks) {
		this.networks = networks.stream().map(TrustedProxies::rule).toList();
	}

	private static IpSubnetFilterRule rule(String network) {
		var slash = network.indexOf('/');
		var address = parsed((slash < 0) ? network.strip() : network.substring(0, slash).strip());
		if (address == null) {
			throw new IllegalArgumentException("'%s' is no address or network".formatted(network));
		}
		try {
			var prefix = (slash < 0) ? address.getAddress().length * Byte.SIZE
					: Integer.parseInt(network.substring(slash + 1).strip());
			return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'%s' is no network".formatted(network), ex);
		}
	}

	/**
	 * Says who really asks.
	 * @param connection who is at the other end of the connection
	 * @param headers what came with the request
	 * @return the same, or the client that a trusted proxy names
	 */
	ConnectionInfo resolve(ConnectionInfo connection, HttpHeaders headers) {
		var peer = connection.getRemoteAddress();
		if (this.networks.isEmpty() || peer == null || !isTrusted(peer.getAddress())) {
			return connection;
		}
		var client = client(peer, headers);
		var resolved = connection.withRemoteAddress(new InetSocketAddress(client.address(), 0));
		return (client.scheme() != null) ? resolved.withScheme(client.scheme()) : resolved;
	}

	/**
	 * Says who really asks.
	 * @param peer who is at the other end of the connection
	 * @param headers what came with the request
	 * @return the peer, or the client that it names if it is trusted
	 */
	Client client(InetSocketAddress peer, HttpHeaders headers) {
		if (!isTrusted(peer.getAddress())) {
			return new Client(peer.getAddress(), null);
		}
		var hops = elements(headers.getAll(FOR));
		var client = peer.getAddress();
		var depth = 0;
		for (var i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
			var hop = address(hops.get(i));
			if (hop == null) {
				break;
			}
			client = hop;
			depth = hops.size() - 1 - i;
		}
		return new Client(client, scheme(headers, depth));
	}

	/** The scheme that was seen by the proxy that saw the client. */
	private static @Nullable String scheme(HttpHeaders headers, int depth) {
		var schemes = elements(headers.getAll(PROTO));
		if (schemes.isEmpty()) {
			return null;
		}
		return switch (schemes.get(Math.max(0, schemes.size() - 1 - depth)).toLowerCase(Locale.ROOT)) {
			case "https" -> "https";
			case "http" -> "http";
			default -> null;
		};
	}

	private boolean isTrusted(@Nullable InetAddress address) {
		if (address == null) {
			return false;
		}
		var socketAddress = new InetSocketAddress(address, 0);
		for (var network : this.networks) {
			if (network.matches(socketAddress)) {
				return true;
			}
		}
		return false;
	}

	/** The last elements of a list; nothing of one that nobody sends in good faith. */
	private static List<String> elements(List<String> values) {
		var joined = String.join(",", values);
		if (joined.isBlank() || joined.length() > MAX_LENGTH) {
			return List.of();
		}
		var elements = Arrays.stream(joined.split(",", -1)).map(String::strip).toList();
		return elements.subList(Math.max(0, elements.size() - MAX_HOPS), elements.size());
	}

	/**
	 * An address, with or without a port; never a name, which would have to be asked for.
	 */
	private static @Nullable InetAddress address(String text) {
		var address = text;
		if (text.startsWith("[")) {
			var end = text.indexOf(']');
			address = (end > 0) ? text.substring(1, end) : "";
		}
		else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
			address = text.substring(0, text.indexOf(':'));
		}
		return parsed(address);
	}

	/** An IPv4 address that is written as IPv6 is an IPv4 address. */
	private static @Nullable InetAddress parsed(String address) {
		var bytes = NetUtil.createByteArrayFromIpAddressString(address);
		try {
			return (bytes != null) ? InetAddress.getByAddress(bytes) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Who asks.
	 *
	 * @param address the client's
	 * @param scheme how it asked, if a proxy tells
	 */
	record Client(InetAddress address, @Nullable String scheme) {
	}

}
