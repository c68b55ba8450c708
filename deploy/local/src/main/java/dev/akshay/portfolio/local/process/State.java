package dev.akshay.portfolio.local.process;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a supervised process is up to. */
public enum State {

	STARTING, READY, STOPPED, RESTARTING, FAILED;

	@JsonValue
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
