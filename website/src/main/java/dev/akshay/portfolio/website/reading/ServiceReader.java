package dev.akshay.portfolio.website.reading;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.akshay.portfolio.platform.chaos.Faults;
import dev.akshay.portfolio.platform.deadline.Deadline;
import dev.akshay.portfolio.platform.tracing.Recording;
import dev.akshay.portfolio.platform.web.PublicContent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Reads one kind of public content from a service. It asks each time, so that nobody sees
 * what is out of date, but names the {@code ETag} of what it has: mostly the service
 * answers 304, and nothing has to be sent or decoded. Who asks for the same at the same
 * time is answered {@link Rounds together}.
 *
 * @param <T> what the content is decoded into
 */
public class ServiceReader<T> {

	/** More than a person writes; what is beyond is decoded each time it is asked for. */
	private static final int MOST_KEPT = 500;

	private final WebClient http;

	private final String uri;

	private final ParameterizedTypeReference<T> type;

	private final Map<List<String>, Kept<T>> kept = new ConcurrentHashMap<>();

	private final Map<List<String>, Rounds<Answer<T>>> rounds = new ConcurrentHashMap<>();

	/**
	 * Creates a reader.
	 * @param http asks the service
	 * @param uri where the content is, with variables in braces
	 * @param type what it is decoded into
	 */
	public ServiceReader(WebClient http, String uri, ParameterizedTypeReference<T> type) {
		this.http = http;
		this.uri = uri;
		this.type = type;
	}

	/**
	 * Reads content that is always there.
	 * @param variables the address's variables
	 * @return what the service tells; an error if it tells anything else
	 */
	public Mono<Told<T>> read(String... variables) {
		return ask(List.of(variables)).flatMap((answer) -> (answer.told() != null) ? Mono.just(answer.told())
				: Mono.error(() -> new NoSuchElementException("404 Not Found from " + this.uri)));
	}

	/**
	 * Looks for content that may not be there.
	 * @param variables the address's variables
	 * @return what the service tells, or that there is none of that name
	 */
	public Mono<Told<Optional<T>>> find(String... variables) {
		return ask(List.of(variables)).map((answer) -> (answer.told() != null) ? answer.told().map(Optional::of)
				: new Told<>(Optional.empty(), answer.tags()));
	}

	/**
	 * What the service told last, for pages that must not wait.
	 * @param variables the address's variables
	 * @return the content, empty if it has not been told yet
	 */
	public Mono<Told<T>> known(String... variables) {
		return Mono.defer(() -> Mono.justOrEmpty(this.kept.get(List.of(variables)))).map(Kept::told);
	}

	private Mono<Answer<T>> ask(List<String> variables) {
		return Mono.deferContextual((context) -> {
			var shared = this.rounds.get(variables);
			// a trace that is recorded shows calls of its own, and what somebody broke
			// for
			// herself is nobody else's
			return (shared != null && !Recording.isOn(context) && Faults.from(context).isEmpty()) ? shared.ask()
					: call(variables);
		});
	}

	private Mono<Answer<T>> call(List<String> variables) {
		return Mono.defer(() -> {
			var known = this.kept.get(variables);
			var request = this.http.get().uri(this.uri, variables.toArray());
			if (known != null) {
				request.header(HttpHeaders.IF_NONE_MATCH, known.tag());
			}
			return request.exchangeToMono((response) -> answer(response, variables, known));
		});
	}

	private Mono<Answer<T>> answer(ClientResponse response, List<String> variables, @Nullable Kept<T> known) {
		var status = response.statusCode();
		if (status.isSameCodeAs(HttpStatus.NOT_MODIFIED) && known != null) {
			return response.releaseBody().thenReturn(new Answer<>(known.told(), List.of()));
		}
		var tags = PublicContent.tagsOf(response.headers().asHttpHeaders());
		if (status.isSameCodeAs(HttpStatus.NOT_FOUND)) {
			return response.releaseBody().thenReturn(new Answer<>(null, tags));
		}
		if (!status.isSameCodeAs(HttpStatus.OK)) {
			return response.createError();
		}
		var tag = response.headers().asHttpHeaders().getETag();
		return response.bodyToMono(this.type)
			.map((content) -> new Told<>(content, tags))
			.doOnNext((told) -> keep(variables, tag, told))
			.map((told) -> new Answer<>(told, tags));
	}

	private void keep(List<String> variables, @Nullable String tag, Told<T> told) {
		if (tag != null && (this.kept.size() < MOST_KEPT || this.kept.containsKey(variables))) {
			this.kept.put(variables, new Kept<>(tag, told));
			this.rounds.computeIfAbsent(variables, (_) -> new Rounds<>(call(variables)
				// of one asker's deadline the others know nothing
				.contextWrite((context) -> context.delete(Deadline.class))));
		}
	}

	private record Kept<T>(String tag, Told<T> told) {
	}

	private record Answer<T>(@Nullable Told<T> told, List<String> tags) {
	}

}
