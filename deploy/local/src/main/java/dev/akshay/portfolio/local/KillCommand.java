package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "Ends a process with kill -9, to watch it heal.")
final class KillCommand implements Runnable {

	@Parameters(paramLabel = "SERVICE", description = "gateway, projects-service, kafka, postgres, mail, ...")
	private String name = "";

	@Option(names = "--replica", paramLabel = "N", description = "Which one, where there are several; all if left out.")
	private int replica;

	@Override
	public void run() {
		System.out
			.println("killed " + Context.supervisor().kill(this.name, this.replica) + ", it comes back by itself");
	}

}
