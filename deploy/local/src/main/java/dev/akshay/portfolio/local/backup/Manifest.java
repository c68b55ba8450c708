package dev.akshay.portfolio.local.backup;

import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.DataVersion;
import dev.akshay.portfolio.local.suite.Platform;
import org.apache.kafka.common.utils.AppInfoParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says of itself, before anything else in it.
 *
 * @param format tells a backup from any other archive
 * @param version of this format
 * @param madeAt everything that was acknowledged before is in it, in ISO 8601
 * @param layout of the data, as {@link DataVersion} counts it
 * @param postgres the major version of PostgreSQL, whose files no other one reads
 * @param kafka the version of the broker; an older one does not read its files
 * @param platform for which PostgreSQL was built that wrote the files
 */
record Manifest(String format, int version, String madeAt, int layout, int postgres, String kafka, String platform) {

	static final String NAME = "manifest.json";

	private static final String FORMAT = "portfolio-backup";

	private static final int VERSION = 1;

	private static final JsonMapper JSON = new JsonMapper();

	/** What a backup says that is begun here and now. */
	static Manifest now() {
		return new Manifest(FORMAT, VERSION, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
				DataVersion.LAYOUT, DataVersion.POSTGRES, AppInfoParser.getVersion(), Platform.current().postgres());
	}

	byte[] toJson() {
		return JSON.writeValueAsBytes(this);
	}

	static Manifest parse(byte[] json, Path file) {
		try {
			Manifest manifest = JSON.readValue(json, Manifest.class);
			if (FORMAT.equals(manifest.format)) {
				return manifest;
			}
		}
		catch (JacksonException ex) {
			// told below, like everything else that is no manifest
		}
		throw foreign(file);
	}

	static Failure foreign(Path file) {
		return new Failure(file
				+ " is no backup of this suite, or only the beginning of one: './portfolio backup FILE' makes them");
	}

	/** Refuses what this program cannot bring back, and says what can. */
	void require(Path file) {
		if (this.version > VERSION || this.layout > DataVersion.LAYOUT || this.postgres > DataVersion.POSTGRES
				|| isNewer(this.kafka)) {
			throw new Failure(file + " was made by a newer version: update the project and restore it then");
		}
		if (this.layout < DataVersion.LAYOUT || this.postgres < DataVersion.POSTGRES) {
			throw new Failure(
					"%s has the files of PostgreSQL %d, this is %d: restore it with the version that made it, and take its content along by export and import"
						.formatted(file, this.postgres, DataVersion.POSTGRES));
		}
		String here = Platform.current().postgres();
		if (!here.equals(this.platform)) {
			throw new Failure(
					"%s was made on %s, and PostgreSQL's files cannot be read on %s: restore it on a machine of the kind it comes from"
						.formatted(file, this.platform, here));
		}
	}

	private static boolean isNewer(String kafka) {
		try {
			return Version.parse(kafka).compareTo(Version.parse(AppInfoParser.getVersion())) > 0;
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

}
