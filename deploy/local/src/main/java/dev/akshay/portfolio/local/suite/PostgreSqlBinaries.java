package dev.akshay.portfolio.local.suite;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path.
 *
 * @param directory where {@code bin}, {@code lib} and {@code share} lie
 */
record PostgreSqlBinaries(Path directory) {

	static PostgreSqlBinaries unpackedBelow(Path parent, Platform platform) {
		String archive = "postgres-" + platform.postgres() + ".txz";
		try (InputStream in = PostgreSqlBinaries.class.getResourceAsStream("/" + archive)) {
			if (in == null) {
				throw new Failure(
						"PostgreSQL's binaries for this machine are not part of the build: build it here, with './portfolio up'");
			}
			// the size tells one version from the next, and is known without unpacking
			Path directory = parent.resolve("postgres-" + platform.postgres() + "-" + in.available());
			if (!Files.isDirectory(directory)) {
				Path temporary = Files.createTempDirectory(Files.createDirectories(parent), "postgres-new");
				unpack(in, temporary);
				Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
			}
			return new PostgreSqlBinaries(directory);
		}
		catch (IOException ex) {
			throw new Failure("cannot unpack PostgreSQL: " + ex.getMessage());
		}
	}

	private static void unpack(InputStream in, Path target) throws IOException {
		try (TarArchiveInputStream tar = new TarArchiveInputStream(
				new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
			for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
				Path path = target.resolve(entry.getName()).normalize();
				if (!path.startsWith(target)) {
					throw new IOException("an entry lies outside the archive: " + entry.getName());
				}
				if (entry.isDirectory()) {
					Files.createDirectories(path);
					continue;
				}
				Files.createDirectories(path.resolveSibling(""));
				if (entry.isSymbolicLink()) {
					Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
				}
				else if (entry.isLink()) {
					Files.createLink(path, target.resolve(entry.getLinkName()));
				}
				else {
					Files.copy(tar, path);
					boolean executable = (entry.getMode() & 0100) != 0;
					Files.setPosixFilePermissions(path,
							PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
				}
			}
		}
		catch (IOException ex) {
			Home.deleteTree(target);
			throw ex;
		}
	}

	String program(String name) {
		return this.directory.resolve("bin").resolve(name).toString();
	}

}
