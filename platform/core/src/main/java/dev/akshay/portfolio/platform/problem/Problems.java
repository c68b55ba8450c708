package dev.akshay.portfolio.platform.problem;

import java.net.URI;
import java.util.Locale;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Problem details after <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 * with types of our own, each described in {@code docs/problems.md}.
 */
public final class Problems {

	/** What every type starts with. The rest is stable: clients may switch on it. */
	public static final String TYPES = "https://akshay.dev/problems/";

	private Problems() {
	}

	/**
	 * A problem of one of our types.
	 * @param status the status it is sent with
	 * @param type the last part of the type's URI, such as {@code unknown-receipt}
	 * @param detail a sentence for the person who reads it: what happened and what to do
	 * @return the problem
	 */
	public static ProblemDetail of(HttpStatus status, String type, String detail) {
		var problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setType(URI.create(TYPES + type));
		problem.setTitle(title(type));
		return problem;
	}

	/**
	 * The problem for a status that nobody said more about.
	 * @param status the status
	 * @param detail what happened and what to do
	 * @return the problem, its type named after the status
	 */
	static ProblemDetail of(HttpStatusCode status, String detail) {
		var known = HttpStatus.resolve(status.value());
		var name = (known != null) ? known.getReasonPhrase() : "error " + status.value();
		var problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setType(URI.create(TYPES + name.toLowerCase(Locale.ROOT).replace(' ', '-')));
		problem.setTitle(name);
		return problem;
	}

	private static String title(String type) {
		return Character.toUpperCase(type.charAt(0)) + type.substring(1).replace('-', ' ');
	}

}
