package dev.akshay.portfolio.local;

import java.nio.file.Path;

import dev.akshay.portfolio.local.backup.Restore;
import dev.akshay.portfolio.local.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "restore", description = "Brings back what a backup has, into a home without data.")
final class RestoreCommand implements Runnable {

	@Parameters(paramLabel = "FILE", description = "What './portfolio backup' wrote.")
	private Path file = Path.of("");

	@Override
	public void run() {
		Home home = Context.home();
		String madeAt = Restore.into(home, this.file);
		System.out.printf("%s is as it was at %s; './portfolio up' starts it%n", home.directory(), madeAt);
	}

}
