package dev.akshay.portfolio.observatory.span;

import java.util.List;

/** For tests of what needs one. */
public final class TestDisclosure {

	private TestDisclosure() {
	}

	public static Disclosure create() {
		return new Disclosure(new DisclosureSettings(List.of("/", "/projects/{slug}")));
	}

}
