package dev.akshay.portfolio.website.assets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.akshay.portfolio.platform.hash.Sha256;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Everything a page loads, in memory. It lies in one folder that is named after the
 * content of all of it, so that a browser may keep it for good, and a relative import
 * finds the version that belongs to it.
 */
@Component
public class Assets {

	private static final String ROOT = "/static/";

	/**
	 * One file per component, one request per page: later styles may refine earlier ones.
	 */
	private static final List<String> STYLES = List.of("tokens", "base", "trace", "masthead", "opening", "chapters",
			"reading", "live", "form", "lab", "print");

	private static final String STYLE_SHEET = "css/site.css";

	private static final Map<String, MediaType> TYPES = Map.of("css",
			MediaType.parseMediaType("text/css;charset=UTF-8"), "js",
			MediaType.parseMediaType("text/javascript;charset=UTF-8"), "svg", MediaType.parseMediaType("image/svg+xml"),
			"json", MediaType.APPLICATION_JSON, "png", MediaType.IMAGE_PNG, "woff2",
			MediaType.parseMediaType("font/woff2"), "txt", MediaType.parseMediaType("text/plain;charset=UTF-8"));

	private static final int NAME_LENGTH = 12;

	private final SortedMap<String, Asset> files;

	private final String hash;

	Assets() {
		this.files = load();
		this.hash = hashOf(this.files);
	}

	/**
	 * The folder of this version.
	 * @return a path that ends with a slash
	 */
	public String folder() {
		return "/assets/" + this.hash + "/";
	}

	String hash() {
		return this.hash;
	}

	Optional<Asset> find(String name) {
		return Optional.ofNullable(this.files.get(name));
	}

	private static SortedMap<String, Asset> load() {
		try {
			var files = new TreeMap<String, Asset>();
			for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:/static/**/*.*")) {
				var name = nameOf(resource);
				files.put(name, new Asset(typeOf(name), resource.getContentAsByteArray()));
			}
			files.put(STYLE_SHEET, styleSheet(files));
			return files;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String nameOf(Resource resource) throws IOException {
		var url = resource.getURL().toString();
		return url.substring(url.lastIndexOf(ROOT) + ROOT.length());
	}

	private static MediaType typeOf(String name) {
		return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), MediaType.APPLICATION_OCTET_STREAM);
	}

	private static Asset styleSheet(Map<String, Asset> files) {
		var all = new ByteArrayOutputStream();
		for (var style : STYLES) {
			var part = files.get("css/" + style + ".css");
			if (part == null) {
				throw new IllegalStateException("the style " + style + ".css is missing");
			}
			all.writeBytes(part.content());
		}
		return new Asset(typeOf(STYLE_SHEET), all.toByteArray());
	}

	private static String hashOf(SortedMap<String, Asset> files) {
		var digest = Sha256.digest();
		files.forEach((name, asset) -> {
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update(asset.content());
		});
		return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
	}

}
