package dev.akshay.portfolio.insights.lab;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.oas.annotations.media.Schema;

/** What an experiment says of its hypothesis. */
@Schema(name = "LabVerdict")
public enum Verdict {

	/** All of it held, this time. */
	CONFIRMED("confirmed"),
	/** Some of it did not. */
	REFUTED("refuted");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	/**
	 * Judges a hypothesis by its parts.
	 * @param claims the parts
	 * @return refuted if one of them does not hold
	 */
	public static Verdict of(List<Claim> claims) {
		return claims.stream().allMatch(Claim::holds) ? CONFIRMED : REFUTED;
	}

	@Override
	@JsonValue
	public String toString() {
		return this.text;
	}

}
