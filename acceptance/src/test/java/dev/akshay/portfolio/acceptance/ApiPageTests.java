package dev.akshay.portfolio.acceptance;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The API as somebody meets it who opens its address in a browser. */
@WithSuite
class ApiPageTests {

	private final Chromium chromium;

	ApiPageTests(Chromium chromium) {
		this.chromium = chromium;
	}

	@ParameterizedTest
	@EnumSource(names = { "LIGHT", "DARK" })
	void visitorTriesAnOperation(ColorScheme scheme) {
		try (var visitor = this.chromium
			.visitor(new NewContextOptions().setViewportSize(360, 800).setColorScheme(scheme))) {
			var faults = this.chromium.faults(visitor);
			var page = visitor.newPage();
			page.navigate("/api/docs");
			assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("The API"))).isVisible();
			var operation = page.locator(".opblock-get")
				.filter(new Locator.FilterOptions().setHas(page.locator("[data-path='/api/projects']")));
			assertThat(operation).containsText("Lists projects in the owner's order");
			operation.locator(".opblock-summary-control").click();
			press(operation, "Try it out");
			press(operation, "Execute");
			var answer = operation.locator(".live-responses-table tr.response");
			assertThat(answer.locator(".response-col_status")).containsText("200");
			assertThat(answer.locator(".response-col_description")).containsText("\"slug\":");
			assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
			assertThat(faults).isEmpty();
		}
	}

	private static void press(Locator operation, String name) {
		operation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).click();
	}

}
