package dev.akshay.portfolio.gateway.docs;

import java.util.List;

import dev.akshay.portfolio.platform.web.PublicContent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Documents")
class ApiDocumentController {

	private final ApiDocument document;

	private final PublicContent content;

	private final String tag;

	ApiDocumentController(ApiDocument document, PublicContent content) {
		this.document = document;
		this.content = content;
		this.tag = '"' + DigestUtils.md5DigestAsHex(document.bytes()) + '"';
	}

	@GetMapping(path = "/api/docs", produces = MediaType.APPLICATION_JSON_VALUE)
	@Operation(summary = "Describes every operation of every service", description = "OpenAPI 3.1.")
	@ApiResponse(responseCode = "200", description = "The document",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(type = "object")))
	ResponseEntity<byte[]> document() {
		return ResponseEntity.ok()
			.headers((headers) -> this.content.describe(headers, List.of()))
			.eTag(this.tag)
			.body(this.document.bytes());
	}

}
