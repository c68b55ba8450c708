package dev.akshay.portfolio.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts a process that was stopped and waits until it is ready.")
final class StartCommand implements Runnable {

	@Parameters(paramLabel = "SERVICE", description = "gateway, projects-service, kafka, postgres, mail, ...")
	private String name = "";

	@Override
	public void run() {
		Context.supervisor().start(this.name);
		System.out.println(this.name + " is ready");
	}

}
