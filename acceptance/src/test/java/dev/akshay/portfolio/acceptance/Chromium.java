package dev.akshay.portfolio.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/** The machine's own Chromium if there is one, Playwright's otherwise. */
final class Chromium implements AutoCloseable {

	/** The first one is the same engine without what draws windows, and twice as fast. */
	private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "chromium-browser",
			"google-chrome", "google-chrome-stable");

	private static final Path MAC_CHROME = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

	private final Suite suite;

	private final Playwright playwright;

	private final Browser browser;

	Chromium(Suite suite) {
		this.suite = suite;
		var installed = installed();
		this.playwright = Playwright.create(new CreateOptions()
			.setEnv(installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
		var options = new LaunchOptions()
			.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
		installed.ifPresent(options::setExecutablePath);
		this.browser = this.playwright.chromium().launch(options);
		// of all assertions there are, whoever makes them
		PlaywrightAssertions.setDefaultAssertionTimeout(Suite.LIMIT.toMillis());
	}

	/**
	 * A fresh visitor. Anything that she loads from another host fails the test that
	 * asks.
	 */
	BrowserContext visitor(Browser.NewContextOptions options) {
		var visitor = this.browser.newContext(options.setBaseURL(this.suite.url().toString()));
		visitor.setDefaultTimeout(Suite.LIMIT.toMillis());
		return visitor;
	}

	private static Optional<Path> installed() {
		var path = Objects.requireNonNullElse(System.getenv("PATH"), "");
		return Stream
			.concat(NAMES.stream().flatMap((name) -> Stream.of(path.split(":")).map((folder) -> Path.of(folder, name))),
					Stream.of(MAC_CHROME))
			.filter(Files::isExecutable)
			.findFirst();
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}
