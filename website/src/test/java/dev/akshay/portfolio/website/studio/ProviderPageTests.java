package dev.akshay.portfolio.website.studio;

import java.net.URI;

import dev.akshay.portfolio.website.WebsiteTest;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@WebsiteTest
@TestPropertySource(properties = { "portfolio.owner.oidc.issuer=https://id.example.org/realm",
		"portfolio.owner.oidc.name=Example & Co" })
class ProviderPageTests {

	@Autowired
	private WebTestClient client;

	@Test
	void offersTheProviderBesideThePassword() {
		this.client.get()
			.uri("/studio/login")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((html) -> {
				var page = Jsoup.parse(html);
				assertThat(page.select("a[href=/studio/login/oidc]").text()).isEqualTo("log in with Example & Co");
				assertThat(page.select("input[name=password]")).hasSize(1);
			});
	}

	@Test
	void callsItByItsHostWhereItHasNoName() {
		assertThat(new SignInSettings(URI.create("https://id.example.org/realm"), null).providerName())
			.isEqualTo("id.example.org");
	}

}
