package dev.akshay.portfolio.gateway.docs;

import java.util.Comparator;
import java.util.List;

import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Documents")
class ApiDocumentController {

	private final ApiDocument document;

	private final ApiPage page;

	private final PublicContent content;

	private final String tag;

	ApiDocumentController(ApiDocument document, ApiPage page, PublicContent content) {
		this.document = document;
		this.page = page;
		this.content = content;
		this.tag = '"' + DigestUtils.md5DigestAsHex(document.bytes()) + '"';
	}

	@GetMapping(path = "/api/docs", produces = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE })
	@Operation(summary = "Describes every operation of every service",
			description = "OpenAPI 3.1. Who names `text/html` first, as browsers do, gets a page on which it can be tried.")
	@ApiResponse(responseCode = "200", description = "The document",
			content = { @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")),
					@Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")) })
	ResponseEntity<byte[]> document(ServerHttpRequest request) {
		return wantsPage(request.getHeaders().getAccept()) ? showPage() : showDocument();
	}

	/** One who takes anything is a program: browsers name what they want to show. */
	private static boolean wantsPage(List<MediaType> accepted) {
		return accepted.stream()
			.filter((type) -> type.getQualityValue() > 0)
			.filter((type) -> type.includes(MediaType.APPLICATION_JSON) || type.includes(MediaType.TEXT_HTML))
			.sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
			.findFirst()
			.filter((type) -> !type.includes(MediaType.APPLICATION_JSON))
			.isPresent();
	}

	private ResponseEntity<byte[]> showDocument() {
		return answer().eTag(this.tag).contentType(MediaType.APPLICATION_JSON).body(this.document.bytes());
	}

	private ResponseEntity<byte[]> showPage() {
		var page = this.page.page();
		return answer().header("Content-Security-Policy", ApiPage.CONTENT_SECURITY_POLICY)
			.eTag(page.tag())
			.contentType(page.type())
			.body(page.bytes());
	}

	private ResponseEntity.BodyBuilder answer() {
		return ResponseEntity.ok()
			.headers((headers) -> this.content.describe(headers, List.of()))
			.varyBy(HttpHeaders.ACCEPT);
	}

}
