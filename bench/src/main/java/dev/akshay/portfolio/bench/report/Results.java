package dev.akshay.portfolio.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps results, a pair of files per scenario.
 *
 * @param folder where
 */
public record Results(Path folder) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Keeps a result in place of the last one.
	 * @param result the result
	 * @return the page that was written
	 */
	public Path keep(Result result) {
		try {
			Files.createDirectories(this.folder);
			Path page = this.folder.resolve(result.scenario() + ".md");
			Files.writeString(this.folder.resolve(result.scenario() + ".json"), JSON.writeValueAsString(result) + "\n");
			Files.writeString(page, Table.of(result));
			return page;
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + this.folder, ex);
		}
	}

}
