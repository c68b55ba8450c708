package dev.akshay.portfolio.gateway.protection;

/** A request that no honest client sends. It is answered 400, and its connection ends. */
class MalformedRequest extends RuntimeException {

	MalformedRequest(String message) {
		// thrown often by who wants to cost us something: no stack trace
		super(message, null, false, false);
	}

}
