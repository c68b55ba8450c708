package dev.akshay.portfolio.website.assets;

import java.net.URI;

import dev.akshay.portfolio.website.WebsiteTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

@WebsiteTest
class AssetFilesTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private Assets assets;

	@ParameterizedTest
	@CsvSource({ "css/site.css, text/css;charset=UTF-8", "js/elements/service-time.js, text/javascript;charset=UTF-8",
			"fonts/alegreya-roman.woff2, font/woff2", "img/mark.svg, image/svg+xml", "img/card.png, image/png",
			"fonts/alegreya-OFL.txt, text/plain;charset=UTF-8" })
	void fileOfThisVersionMayBeKeptForGood(String name, String type) {
		this.client.get()
			.uri(this.assets.folder() + name)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Content-Type", type)
			.expectHeader()
			.valueEquals("Cache-Control", "max-age=31536000, public, immutable");
	}

	@Test
	void fileOfAnotherVersionIsServedButNotKept() {
		this.client.get()
			.uri("/assets/000000000000/css/site.css")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Cache-Control", "no-store");
	}

	@ParameterizedTest
	@CsvSource({ "css/nothing.css", "../application.yaml", "..%2Fapplication.yaml", "''" })
	void whatIsNotAnAssetIsNotFound(String name) {
		this.client.get()
			.uri((base) -> URI.create(base.build() + this.assets.folder() + name))
			.exchange()
			.expectStatus()
			.isNotFound();
	}

}
