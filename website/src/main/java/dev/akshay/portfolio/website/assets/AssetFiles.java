package dev.akshay.portfolio.website.assets;

import java.time.Duration;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the assets. */
@RestController
class AssetFiles {

	private static final CacheControl FOR_GOOD = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

	private final Assets assets;

	AssetFiles(Assets assets) {
		this.assets = assets;
	}

	/**
	 * A file. A page of another version, kept by a cache or made by a replica that is
	 * being replaced, asks for another folder: it gets what there is, but must not keep
	 * it.
	 */
	@GetMapping("/assets/{hash}/{*name}")
	ResponseEntity<byte[]> file(@PathVariable String hash, @PathVariable String name) {
		return this.assets.find(name.substring(1))
			.map((asset) -> ResponseEntity.ok()
				.cacheControl(hash.equals(this.assets.hash()) ? FOR_GOOD : CacheControl.noStore())
				.contentType(asset.type())
				.body(asset.content()))
			.orElseGet(() -> ResponseEntity.notFound().cacheControl(CacheControl.noStore()).build());
	}

}
