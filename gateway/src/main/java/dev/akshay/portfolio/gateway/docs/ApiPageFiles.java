package dev.akshay.portfolio.gateway.docs;

import java.time.Duration;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.resource.NoResourceFoundException;

/** Serves what the page loads. */
@RestController
class ApiPageFiles {

	private static final CacheControl FOR_GOOD = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final ApiPage page;

	ApiPageFiles(ApiPage page) {
		this.page = page;
	}

	/**
	 * A file. A page of another version, made by a replica that is being replaced, asks
	 * for another folder: it gets what there is, but must not keep it.
	 */
	@GetMapping("/api/docs/{hash}/{name}")
	@Operation(hidden = true)
	ResponseEntity<byte[]> file(@PathVariable String hash, @PathVariable String name, ServerHttpRequest request) {
		return this.page.find(name)
			.map((file) -> ResponseEntity.ok()
				.cacheControl(hash.equals(this.page.hash()) ? FOR_GOOD : CacheControl.noStore())
				.eTag(file.tag())
				.contentType(file.type())
				.body(file.bytes()))
			.orElseThrow(() -> new NoResourceFoundException(request.getURI(), name));
	}

}
