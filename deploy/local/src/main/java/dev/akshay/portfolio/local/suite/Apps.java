package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import dev.akshay.portfolio.local.failure.Failure;
import dev.akshay.portfolio.local.home.Home;

/**
 * Unpacks what the build made. Each build of a module gets a folder named after its
 * content: a suite that is running keeps the files it was started with while the next
 * build goes on, and a build that changed nothing keeps its AOT cache.
 */
final class Apps {

	private static final int BUILDS_KEPT = 3;

	private final Checkout checkout;

	private final Consumer<String> progress;

	Apps(Checkout checkout, Consumer<String> progress) {
		this.checkout = checkout;
		this.progress = progress;
	}

	App service(ServiceModule module) {
		Path jar = this.checkout.jar(module.artifact());
		return unpacked(module.artifact(), jar, (directory) -> extract(jar, directory));
	}

	App launcher() {
		Path jar = this.checkout.launcherJar();
		return unpacked("launcher", jar, (directory) -> copy(jar, directory));
	}

	private App unpacked(String name, Path jar, Unpacking unpacking) {
		Path apps = jar.resolveSibling("app");
		try {
			Files.createDirectories(apps);
			Path directory = apps.resolve(fingerprint(jar));
			if (!Files.isDirectory(directory)) {
				this.progress.accept("unpacking " + name);
				Path temporary = apps.resolve("new");
				Home.deleteTree(temporary);
				unpacking.into(temporary);
				Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
			}
			Files.setLastModifiedTime(directory, FileTime.fromMillis(System.currentTimeMillis()));
			forgetOldBuilds(apps);
			return new App(name, directory.resolve(jar.getFileName()));
		}
		catch (IOException ex) {
			throw new Failure("cannot unpack %s: %s".formatted(jar, ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new Failure("interrupted while unpacking " + jar);
		}
	}

	private static void extract(Path jar, Path directory) throws IOException, InterruptedException {
		Process extraction = new ProcessBuilder(Jvm.program(), "-XX:TieredStopAtLevel=1", "-Djarmode=tools", "-jar",
				jar.toString(), "extract", "--destination", directory.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(extraction.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (extraction.waitFor() != 0) {
			throw new IOException(output.lines().findFirst().orElse("no reason given"));
		}
	}

	private static void copy(Path jar, Path directory) throws IOException {
		Path libraries = Files.createDirectories(directory.resolve("lib"));
		Files.copy(jar, directory.resolve(jar.getFileName()));
		try (Stream<Path> files = Files.list(jar.resolveSibling("lib"))) {
			for (Path file : files.toList()) {
				Files.copy(file, libraries.resolve(file.getFileName()));
			}
		}
	}

	/** What is in the jar, without the times at which it was put there. */
	private static String fingerprint(Path jar) throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			zip.stream()
				.filter((entry) -> !entry.isDirectory() && !entry.getName().equals("BOOT-INF/layers.idx"))
				.map((entry) -> "%s %08x %d%n".formatted(entry.getName(), entry.getCrc(), entry.getSize()))
				.sorted()
				.forEach((line) -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
			return HexFormat.of().formatHex(digest.digest(), 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every JDK has SHA-256", ex);
		}
	}

	private static void forgetOldBuilds(Path apps) throws IOException {
		List<Path> builds;
		try (Stream<Path> directories = Files.list(apps)) {
			builds = directories.filter(Files::isDirectory)
				.sorted(Comparator.comparing(Apps::lastUse).reversed())
				.toList();
		}
		for (Path old : builds.subList(Math.min(BUILDS_KEPT, builds.size()), builds.size())) {
			if (!isRunning(old)) {
				Home.deleteTree(old);
			}
		}
	}

	private static boolean isRunning(Path build) {
		return ProcessHandle.allProcesses()
			.flatMap((process) -> process.info().arguments().stream())
			.flatMap(Stream::of)
			.anyMatch((argument) -> argument.contains(build.toString()));
	}

	private static FileTime lastUse(Path directory) {
		try {
			return Files.getLastModifiedTime(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Fills a new folder. */
	@FunctionalInterface
	private interface Unpacking {

		void into(Path directory) throws IOException, InterruptedException;

	}

}
