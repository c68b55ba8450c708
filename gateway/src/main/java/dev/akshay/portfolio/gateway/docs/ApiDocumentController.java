package dev.akshay.portfolio.gateway.docs;

import java.util.List;

import dev.akshay.portfolio.platform.web.PublicContent;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
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
	ResponseEntity<byte[]> document() {
		return ResponseEntity.ok()
			.headers((headers) -> this.content.describe(headers, List.of()))
			.eTag(this.tag)
			.body(this.document.bytes());
	}

}
