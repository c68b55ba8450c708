package dev.akshay.portfolio.local;

import java.nio.file.Path;

import dev.akshay.portfolio.local.backup.Backup;
import dev.akshay.portfolio.local.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "backup",
		description = "Writes everything the suite keeps to one file; a suite that runs goes on, and Kafka pauses for some seconds.")
final class BackupCommand implements Runnable {

	@Parameters(paramLabel = "FILE", description = "A new file; by custom its name ends in .tar.gz.")
	private Path file = Path.of("");

	@Override
	public void run() {
		Home home = Context.home();
		long bytes = Backup.make(home, this.file);
		System.out.printf("%s has all of %s (%d MiB), messages and keys included: keep it where only you can read it%n",
				this.file, home.directory(), Math.ceilDiv(bytes, 1 << 20));
	}

}
