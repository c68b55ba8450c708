package dev.akshay.portfolio.gateway.protection;

import java.net.InetSocketAddress;
import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TrustedProxiesTests {

	private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# peer     | X-Forwarded-For                  | client
			203.0.113.5 | 198.51.100.1                    | 203.0.113.5
			10.1.1.1    |                                 | 10.1.1.1
			10.1.1.1    | 198.51.100.1                    | 198.51.100.1
			192.0.2.7   | 198.51.100.1                    | 198.51.100.1
			192.0.2.8   | 198.51.100.1                    | 192.0.2.8
			10.1.1.1    | 9.9.9.9, 198.51.100.1           | 198.51.100.1
			10.1.1.1    | 9.9.9.9, 198.51.100.1, 10.2.2.2 | 198.51.100.1
			10.1.1.1    | 10.3.3.3, 10.2.2.2              | 10.3.3.3
			10.1.1.1    | 198.51.100.1, unknown           | 10.1.1.1
			10.1.1.1    | 198.51.100.1, unknown, 10.2.2.2 | 10.2.2.2
			10.1.1.1    | 198.51.100.1,                   | 10.1.1.1
			10.1.1.1    | 198.51.100.1:4711               | 198.51.100.1
			10.1.1.1    | [2001:db8::1]:4711              | 2001:db8:0:0:0:0:0:1
			10.1.1.1    | 2001:db8::1                     | 2001:db8:0:0:0:0:0:1
			10.1.1.1    | ::ffff:198.51.100.1             | 198.51.100.1
			fd00::1     | 198.51.100.1                    | 198.51.100.1
			10.1.1.1    | localhost                       | 10.1.1.1
			10.1.1.1    | 1                               | 10.1.1.1
			10.1.1.1    | [                               | 10.1.1.1
			""")
	void takesTheRightmostAddressThatIsNoProxy(String peer, String forwardedFor, String client) {
		assertThat(client(peer, forwardedFor)).isEqualTo(client);
	}

	@Test
	void readsSeveralLinesAsOneList() {
		var headers = new DefaultHttpHeaders().add(TrustedProxies.FOR, "9.9.9.9")
			.add(TrustedProxies.FOR, "198.51.100.1")
			.add(TrustedProxies.FOR, "10.2.2.2");
		assertThat(this.proxies.client(new InetSocketAddress("10.1.1.1", 1), headers).address().getHostAddress())
			.isEqualTo("198.51.100.1");
	}

	@Test
	void takesNothingFromAListThatIsTooLong() {
		assertThat(client("10.1.1.1", "198.51.100.1, ".repeat(100) + "198.51.100.1")).isEqualTo("10.1.1.1");
	}

	@Test
	void goesNoFurtherThanARealChain() {
		assertThat(client("10.1.1.1", "198.51.100.1, " + "10.1.1.1,".repeat(15) + "10.2.2.2")).isEqualTo("10.1.1.1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			# X-Forwarded-For       | X-Forwarded-Proto | scheme
			198.51.100.1            | https             | https
			198.51.100.1            | HTTPS             | https
			198.51.100.1            | http              | http
			198.51.100.1            | ftp               |
			198.51.100.1            |                   |
			198.51.100.1            | https, http       | http
			198.51.100.1, 10.2.2.2  | https, http       | https
			198.51.100.1, 10.2.2.2  | https             | https
			""")
	void takesTheSchemeFromWhoSawTheClient(String forwardedFor, String forwardedProto, String scheme) {
		var headers = new DefaultHttpHeaders().add(TrustedProxies.FOR, forwardedFor);
		if (forwardedProto != null) {
			headers.add(TrustedProxies.PROTO, forwardedProto);
		}
		assertThat(this.proxies.client(new InetSocketAddress("10.1.1.1", 1), headers).scheme()).isEqualTo(scheme);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "10.0.0.0/x", "10.0.0.0/33", "10.0.0/8", "/8", "fd00::/129" })
	void refusesWhatIsNoNetwork(String network) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(List.of(network)))
			.withMessageContaining("'%s' is no", network);
	}

	private String client(String peer, String forwardedFor) {
		var headers = new DefaultHttpHeaders();
		if (forwardedFor != null) {
			headers.add(TrustedProxies.FOR, forwardedFor);
		}
		return this.proxies.client(new InetSocketAddress(peer, 1), headers).address().getHostAddress();
	}

}
