package dev.akshay.portfolio.platform.archive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of an archive that is read.
 *
 * @param upload how large it may be as it comes
 * @param unpacked how large all of its files together may become
 * @param text how large a text may become
 * @param binary how large any other file may become
 * @param ratio how many times as large as the archive its files may become, as soon as
 * they are more than one text
 * @param files how many there may be
 */
@ConfigurationProperties("portfolio.archive")
public record ArchiveLimits(@DefaultValue("32MB") DataSize upload, @DefaultValue("64MB") DataSize unpacked,
		@DefaultValue("512KB") DataSize text, @DefaultValue("16MB") DataSize binary, @DefaultValue("100") int ratio,
		@DefaultValue("2000") int files) {

	/** For what was written here. */
	static final ArchiveLimits NONE = new ArchiveLimits(DataSize.ofBytes(Long.MAX_VALUE),
			DataSize.ofBytes(Long.MAX_VALUE), DataSize.ofBytes(Integer.MAX_VALUE), DataSize.ofBytes(Integer.MAX_VALUE),
			1_000_000, 0xFFFF);

	long unpackedOf(long packed) {
		return Math.min(this.unpacked.toBytes(), Math.max(this.text.toBytes(), this.ratio * packed));
	}

	long of(String file) {
		return isText(file) ? this.text.toBytes() : this.binary.toBytes();
	}

	private static boolean isText(String file) {
		return file.endsWith(".md") || file.endsWith(".yaml") || file.endsWith(".json");
	}

}
