package dev.akshay.portfolio.observatory.span;

/** What a span's process was in it, as OpenTelemetry tells it. */
public enum SpanKind {

	/** worked by itself */
	INTERNAL,
	/** was asked */
	SERVER,
	/** asked */
	CLIENT,
	/** published */
	PRODUCER,
	/** read what was published */
	CONSUMER

}
