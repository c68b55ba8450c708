package dev.akshay.portfolio.platform.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where the replicas of each service are. Code addresses a service by its name
 * ({@code http://projects-service/…}); a name that is configured is replaced by the next
 * of its replicas, any other is left to DNS, as in a cluster.
 */
public class ServiceReplicas {

	private final Map<String, Rotation> rotations;

	/**
	 * Replicas by service.
	 * @param services base URLs by service name; dashes and case of the name do not
	 * count, as environment variables cannot carry them
	 */
	public ServiceReplicas(Map<String, List<URI>> services) {
		this.rotations = services.entrySet()
			.stream()
			.filter((service) -> !service.getValue().isEmpty())
			.collect(Collectors.toUnmodifiableMap((service) -> normalised(service.getKey()),
					(service) -> new Rotation(service.getValue())));
	}

	/**
	 * Turns the address of a service into that of its next replica.
	 * @param address an address whose host may be a service's name
	 * @return the address at a replica, or the same address if the host is not ours
	 */
	public URI resolve(URI address) {
		return inTurn(address).getFirst();
	}

	/**
	 * Turns the address of a service into those of all its replicas.
	 * @param address an address whose host may be a service's name
	 * @return the address at each replica, the one whose turn it is first; the same
	 * address if the host is not ours
	 */
	List<URI> inTurn(URI address) {
		var host = address.getHost();
		var rotation = (host != null) ? this.rotations.get(normalised(host)) : null;
		return (rotation != null) ? rotation.inTurn().map((replica) -> at(replica, address)).toList()
				: List.of(address);
	}

	private static URI at(URI replica, URI address) {
		return UriComponentsBuilder.fromUri(address)
			.scheme(replica.getScheme())
			.host(replica.getHost())
			.port(replica.getPort())
			.build(true)
			.toUri();
	}

	/**
	 * All the replicas behind an address.
	 * @param address an address whose host may be a service's name
	 * @return base URLs of the replicas; the address itself if the host is not ours
	 */
	public List<URI> all(URI address) {
		var host = address.getHost();
		var rotation = (host != null) ? this.rotations.get(normalised(host)) : null;
		return (rotation != null) ? rotation.replicas() : List.of(address);
	}

	private static String normalised(String name) {
		return name.replace("-", "").toLowerCase(Locale.ROOT);
	}

	private record Rotation(List<URI> replicas, AtomicInteger turn) {

		Rotation(List<URI> replicas) {
			this(List.copyOf(replicas), new AtomicInteger());
		}

		Stream<URI> inTurn() {
			int first = Math.floorMod(this.turn.getAndIncrement(), this.replicas.size());
			return Stream.concat(this.replicas.subList(first, this.replicas.size()).stream(),
					this.replicas.subList(0, first).stream());
		}

	}

}
