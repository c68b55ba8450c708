package dev.akshay.portfolio.website.page;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.web.PublicContent;
import dev.akshay.portfolio.website.profile.Owner;
import dev.akshay.portfolio.website.profile.Profile;
import dev.akshay.portfolio.website.reading.Told;
import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.codec.CodecException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.UnsupportedMediaTypeException;
import org.springframework.web.reactive.function.client.WebClientException;

/**
 * One page while it is put together. It remembers who was asked, how long that took and
 * whether somebody did not answer.
 */
public class Composition {

	private static final Log logger = LogFactory.getLog(Composition.class);

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private static final double NANOS_PER_MILLI = 1_000_000.0;

	private final long started = System.nanoTime();

	private final Queue<Part<?>> parts = new ConcurrentLinkedQueue<>();

	private final Site site;

	private final Patience patience;

	private final String assets;

	private final PublicContent content;

	private final boolean askerHasCopy;

	Composition(Site site, Patience patience, String assets, PublicContent content, boolean askerHasCopy) {
		this.site = site;
		this.patience = patience;
		this.assets = assets;
		this.content = content;
		this.askerHasCopy = askerHasCopy;
	}

	/**
	 * Asks a service for a part of the page. Whatever goes wrong over there, the page
	 * goes on: without that part.
	 * @param <T> what is asked for
	 * @param service the service's name
	 * @param call the call; one without an answer is as good as none
	 * @return the part, told or missing; never an error of the service
	 */
	public <T> Mono<Part<T>> ask(String service, Mono<Told<T>> call) {
		return Mono.defer(() -> {
			var asked = System.nanoTime();
			return call.single()
				.timeout(this.patience.reading())
				.map((told) -> new Part<T>(service, since(asked), told.content(), told.tags()))
				.onErrorResume(Composition::isSilence, (error) -> Mono.fromSupplier(() -> {
					logger.warn("A page does without %s: %s".formatted(service, error));
					return new Part<>(service, since(asked), null, List.of());
				}))
				.doOnNext(this.parts::add);
		});
	}

	/**
	 * The frame of this page.
	 * @param owner whose site it is
	 * @param path the page's path
	 * @param title what it is called
	 * @return the frame, to be described further
	 */
	public Frame frame(Part<Profile> owner, String path, String title) {
		return new Frame(this.site, this.assets, ownerOf(owner), path, title);
	}

	public Owner ownerOf(Part<Profile> owner) {
		return owner.asOptional().map(Profile::owner).orElseGet(() -> Owner.unknown(this.site.url()));
	}

	/**
	 * The finished page that everybody may see. One that lacks a part is better than
	 * none, but worse than a whole one of a minute ago: who has such a copy, as the edge
	 * has when it asks for news, is told to go on showing it.
	 * @param template what it says
	 * @return a response that caches may keep, unless a part is missing
	 * @throws ServiceSilent if a part is missing and the asker has a copy
	 */
	public ResponseEntity<byte[]> page(JteModel template) {
		var missing = this.parts.stream().filter(Part::missing).findFirst();
		if (missing.isEmpty()) {
			return respond(HttpStatus.OK, template, (headers) -> this.content.describe(headers, tags()));
		}
		if (this.askerHasCopy) {
			throw new ServiceSilent(missing.get().service());
		}
		return passing(HttpStatus.OK, template);
	}

	/**
	 * A file that everybody may read.
	 * @param type what it is
	 * @param bytes what it says, with no part missing
	 * @return a response that caches may keep
	 */
	public ResponseEntity<byte[]> file(MediaType type, byte[] bytes) {
		return ResponseEntity.ok()
			.contentType(type)
			.headers((headers) -> this.content.describe(headers, tags()))
			.body(bytes);
	}

	/**
	 * Says that a page has another address by now.
	 * @param path where it is
	 * @param tag the id of what was asked for: something new may take its place
	 * @return a redirect that caches may keep
	 */
	public ResponseEntity<byte[]> moved(String path, String tag) {
		return this.content.moved(path, Stream.concat(Stream.of(tag), tags().stream()).toArray(String[]::new));
	}

	/**
	 * Says that there is no such page, as far as those who were asked know.
	 * @return the error, with the tags of what could bring the page into being
	 */
	public PageNotFound notFound() {
		return new PageNotFound(tags());
	}

	/**
	 * The page that says that there is none.
	 * @param template what it says
	 * @param tags the tags of what could bring the page into being, none if nothing could
	 * @return a response that the edge may repeat for a moment, unless a part is missing
	 */
	public ResponseEntity<byte[]> missing(JteModel template, Collection<String> tags) {
		var complete = this.parts.stream().noneMatch(Part::missing);
		return respond(HttpStatus.NOT_FOUND, template, (headers) -> {
			headers.setCacheControl(CacheControl.noStore());
			if (complete && !tags.isEmpty()) {
				this.content.describeMissing(headers,
						Stream.concat(tags().stream(), tags.stream()).distinct().toList());
			}
		});
	}

	/**
	 * The finished page that is for this visitor and this moment.
	 * @param status the status it is sent with
	 * @param template what it says
	 * @return a response that nobody keeps
	 */
	public ResponseEntity<byte[]> passing(HttpStatus status, JteModel template) {
		return respond(status, template, (headers) -> headers.setCacheControl(CacheControl.noStore()));
	}

	private ResponseEntity<byte[]> respond(HttpStatus status, JteModel template, Consumer<HttpHeaders> caching) {
		var html = new Utf8ByteOutput();
		template.render(html);
		return ResponseEntity.status(status)
			.contentType(HTML)
			.headers(caching)
			.header("Server-Timing", serverTiming())
			.body(html.toByteArray());
	}

	private List<String> tags() {
		return this.parts.stream().flatMap((part) -> part.tags().stream()).distinct().sorted().toList();
	}

	/** Calls of one page run in parallel: of two to one service the longer counts. */
	private String serverTiming() {
		Map<String, Duration> services = this.parts.stream()
			.collect(Collectors.toMap(Part::service, Part::took,
					(one, other) -> (one.compareTo(other) > 0) ? one : other, TreeMap::new));
		return metric("website", since(this.started)) + services.entrySet()
			.stream()
			.map((service) -> ", " + metric(service.getKey(), service.getValue()))
			.collect(Collectors.joining());
	}

	private static String metric(String name, Duration took) {
		return String.format(Locale.ROOT, "%s;dur=%.1f", name, took.toNanos() / NANOS_PER_MILLI);
	}

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
	}

	private static boolean isSilence(Throwable error) {
		return error instanceof WebClientException || error instanceof TimeoutException
				|| error instanceof CodecException || error instanceof UnsupportedMediaTypeException
				|| error instanceof NoSuchElementException;
	}

}
