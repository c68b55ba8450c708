package dev.akshay.portfolio.platform;

import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A service without a database, which asks itself and tells what came along: to see what
 * the platform passes on with the calls that a request causes.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
@Import(RelayService.Relay.class)
public class RelayService {

	/** What is told of a header that is not there. */
	public static final String NONE = "none";

	/**
	 * What to ask for.
	 * @param port where the service listens
	 * @param header a header's name
	 * @return the path that answers with the header's value, as it came with a call that
	 * this request caused
	 */
	public static String path(int port, String header) {
		return "/relay?port=%d&header=%s".formatted(port, header);
	}

	@RestController
	static class Relay {

		private final WebClient http;

		Relay(WebClient.Builder http) {
			this.http = http.build();
		}

		@GetMapping("/relay")
		Mono<String> relay(int port, String header) {
			return this.http.get()
				.uri("http://127.0.0.1:%d/carried?header=%s".formatted(port, header))
				.retrieve()
				.bodyToMono(String.class);
		}

		@GetMapping("/carried")
		String carried(String header, @RequestHeader HttpHeaders headers) {
			var value = headers.getFirst(header);
			return (value != null) ? value : NONE;
		}

	}

}
