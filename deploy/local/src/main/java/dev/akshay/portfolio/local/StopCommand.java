package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Takes a process down until it is started again.")
final class StopCommand implements Runnable {

	@Parameters(paramLabel = "SERVICE", description = "gateway, projects-service, kafka, postgres, mail, ...")
	private String name = "";

	@Option(names = "--replica", paramLabel = "N", description = "Which one, where there are several; all if left out.")
	private int replica;

	@Override
	public void run() {
		Context.supervisor().stop(this.name, this.replica);
		System.out.printf("%s is stopped; './portfolio start %s' brings it back%n", this.name, this.name);
	}

}
