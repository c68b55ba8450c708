package dev.akshay.portfolio.local.suite;

/** What a run does with the caches that make JVMs start quickly. */
public enum Aot {

	/** takes those that are there */
	USE,
	/** makes those that are missing */
	TRAIN,
	/** does without */
	OFF

}
