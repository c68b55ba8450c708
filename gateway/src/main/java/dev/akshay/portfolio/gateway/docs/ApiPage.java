package dev.akshay.portfolio.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.akshay.portfolio.platform.hash.Sha256;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The page on which the document can be read and tried, in memory: Swagger UI, and what
 * sets it up. The files that it loads lie in one folder that is named after the content
 * of all of them, so that a browser may keep them for good.
 */
@Component
class ApiPage {

	/**
	 * What browsers are told of this page instead of what they are told of all others:
	 * Swagger UI has its icons as {@code data:} in its styles, and shows an image that
	 * was asked for on trial as {@code blob:}. All else is as strict as elsewhere, or
	 * stricter.
	 */
	static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

	private static final String OWN = "docs/";

	private static final String SWAGGER_UI = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

	private static final MediaType JAVASCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

	private static final int NAME_LENGTH = 12;

	private final SortedMap<String, PageFile> files;

	private final String hash;

	private final PageFile page;

	ApiPage() {
		try {
			this.files = load();
			this.hash = hashOf(this.files);
			this.page = new PageFile(HTML,
					new ClassPathResource(OWN + "page.html").getContentAsString(StandardCharsets.UTF_8)
						.replace("{folder}", "/api/docs/" + this.hash)
						.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	PageFile page() {
		return this.page;
	}

	String hash() {
		return this.hash;
	}

	Optional<PageFile> find(String name) {
		return Optional.ofNullable(this.files.get(name));
	}

	/** These are all there are, whatever somebody asks for. */
	private static SortedMap<String, PageFile> load() throws IOException {
		var files = new TreeMap<String, PageFile>();
		var version = PropertiesLoaderUtils.loadProperties(new ClassPathResource(SWAGGER_UI)).get("version");
		var swaggerUi = "META-INF/resources/webjars/swagger-ui/%s/".formatted(version);
		for (var name : List.of("swagger-ui.css", "swagger-ui-bundle.js")) {
			files.put(name, file(swaggerUi, name));
		}
		for (var name : List.of("page.css", "page.js")) {
			files.put(name, file(OWN, name));
		}
		return files;
	}

	private static PageFile file(String folder, String name) throws IOException {
		return new PageFile(name.endsWith(".css") ? CSS : JAVASCRIPT,
				new ClassPathResource(folder + name).getContentAsByteArray());
	}

	private static String hashOf(SortedMap<String, PageFile> files) {
		var digest = Sha256.digest();
		files.forEach((name, file) -> {
			digest.update(name.getBytes(StandardCharsets.UTF_8));
			digest.update(file.bytes());
		});
		return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
	}

}
