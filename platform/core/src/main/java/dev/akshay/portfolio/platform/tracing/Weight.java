package dev.akshay.portfolio.platform.tracing;

import io.opentelemetry.api.common.AttributeKey;

/** For how many requests a trace stands that was chosen among them. */
public final class Weight {

	/** The attribute of a root; without it the trace stands for itself alone. */
	public static final String ATTRIBUTE = "portfolio.weight";

	static final AttributeKey<Long> KEY = AttributeKey.longKey(ATTRIBUTE);

	private Weight() {
	}

}
