package dev.akshay.portfolio.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
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

	/** A fresh visitor. */
	BrowserContext visitor(Browser.NewContextOptions options) {
		var visitor = this.browser.newContext(options.setBaseURL(this.suite.url().toString()));
		visitor.setDefaultTimeout(Suite.LIMIT.toMillis());
		return visitor;
	}

	/**
	 * What goes wrong on all pages of a visitor from now on: requests to other hosts,
	 * what scripts throw, and errors of the console, to which belongs what a policy
	 * forbids.
	 */
	List<String> faults(BrowserContext visitor) {
		// pages tell while others are being asked
		var faults = new CopyOnWriteArrayList<String>();
		visitor.onRequest((request) -> {
			if (!request.url().startsWith(this.suite.url().toString()) && !request.url().startsWith("data:")) {
				faults.add(request.url());
			}
		});
		visitor.onWebError((failure) -> faults.add(failure.error()));
		visitor.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				faults.add(message.text());
			}
		});
		return faults;
	}

	/** Requests of a page that got no good answer from now on, and why. */
	static List<String> failures(Page page) {
		var failures = new CopyOnWriteArrayList<String>();
		page.onRequestFailed((request) -> failures.add(request.url() + ": " + request.failure()));
		page.onResponse((response) -> {
			if (!response.ok()) {
				failures.add(response.url() + ": " + response.status());
			}
		});
		return failures;
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
