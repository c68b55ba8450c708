package dev.akshay.portfolio.insights.lab;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

import dev.akshay.portfolio.platform.client.ServiceReplicas;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Asks over HTTP, by connections of its own: this very process, so that what is measured
 * passes the same server, filters and database as any other request, or another one of
 * the suite. Nothing of it is traced here, or one run would drive everything else out of
 * what is recorded.
 */
@Component
public class LabClient implements DisposableBean {

	/**
	 * What lies below this is asked by experiments alone; the gateway has no route there.
	 */
	public static final String INSIDE = "/internal/labs/";

	private static final int CONNECTIONS = 256;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** A read whose connection broke before there was an answer is sent once more. */
	private static final Retry ONCE_MORE = Retry.max(1)
		.filter(WebClientRequestException.class::isInstance)
		.onRetryExhaustedThrow((_, signal) -> signal.failure());

	private final ConnectionProvider connections = ConnectionProvider.builder("labs")
		.maxConnections(CONNECTIONS)
		.pendingAcquireMaxCount(CONNECTIONS)
		.pendingAcquireTimeout(PATIENCE)
		.maxIdleTime(PATIENCE)
		.build();

	private final WebClient client = WebClient.builder()
		.clientConnector(new ReactorClientHttpConnector(HttpClient.create(this.connections).responseTimeout(PATIENCE)))
		.filter((request, next) -> HttpMethod.GET.equals(request.method()) ? next.exchange(request).retryWhen(ONCE_MORE)
				: next.exchange(request))
		.build();

	private final Environment environment;

	private final ServiceReplicas replicas;

	LabClient(Environment environment, ServiceReplicas replicas) {
		this.environment = environment;
		this.replicas = replicas;
	}

	/**
	 * A request to this process, which is given up after ten seconds.
	 * @param method the method
	 * @param path the path below {@link #INSIDE}
	 * @return the request, not sent yet
	 */
	public RequestBodySpec inside(HttpMethod method, String path) {
		// known as soon as the server listens
		var port = Objects.requireNonNull(this.environment.getProperty("local.server.port"), "the server's port");
		return this.client.method(method).uri(URI.create("http://127.0.0.1:" + port + INSIDE + path));
	}

	/**
	 * A request to a service of the suite, which is given up after ten seconds.
	 * @param method the method
	 * @param address the address, its host the service's name
	 * @return the request, not sent yet
	 */
	public RequestBodySpec suite(HttpMethod method, URI address) {
		return this.client.method(method).uri(this.replicas.resolve(address));
	}

	/**
	 * One replica of a service, for an experiment that has to go on where it began. Where
	 * all replicas share a name, as in a cluster, connections to it lead to any of them;
	 * so the name is looked up here, once.
	 * @param address the address, its host the service's name
	 * @return the same at one replica, to be asked by {@link #suite}; fails if nobody
	 * knows the name
	 */
	public Mono<URI> replica(URI address) {
		return Mono.fromCallable(() -> atItsNumber(this.replicas.resolve(address)))
			// a system call asks for names, and waits
			.subscribeOn(Schedulers.boundedElastic())
			.timeout(PATIENCE);
	}

	private static URI atItsNumber(URI address) throws UnknownHostException {
		var replica = InetAddress.getByName(address.getHost());
		var number = replica.getHostAddress();
		return UriComponentsBuilder.fromUri(address)
			.host((replica instanceof Inet6Address) ? "[" + number + "]" : number)
			.build(true)
			.toUri();
	}

	@Override
	public void destroy() {
		this.connections.disposeLater().subscribe();
	}

}
