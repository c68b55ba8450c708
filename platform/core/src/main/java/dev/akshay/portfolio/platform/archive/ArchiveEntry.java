package dev.akshay.portfolio.platform.archive;

/**
 * A file of an archive, as it turned out when it was unpacked.
 *
 * @param path where it lies, with slashes
 * @param size how many bytes it has
 * @param sha256 their SHA-256 in small hexadecimal digits
 */
public record ArchiveEntry(String path, long size, String sha256) {
}
