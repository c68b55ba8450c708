package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a process that was stopped and waits until it is ready.")
final class StartCommand implements Runnable {

	@Parameters(paramLabel = "SERVICE", description = "gateway, projects-service, kafka, postgres, mail, ...")
	private String name = "";

	@Option(names = "--replica", paramLabel = "N", description = "Which one, where there are several; all if left out.")
	private int replica;

	@Override
	public void run() {
		Context.supervisor().start(this.name, this.replica);
		System.out.println(this.name + " is ready");
	}

}
