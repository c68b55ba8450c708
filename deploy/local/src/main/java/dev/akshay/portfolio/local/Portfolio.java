package dev.akshay.portfolio.local;

import java.io.PrintWriter;

import dev.akshay.portfolio.local.failure.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code ./portfolio}. */
@Command(name = "portfolio", version = "portfolio 1.0.0", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT,
		description = "Runs the whole suite on this machine.", synopsisSubcommandLabel = "COMMAND",
		subcommands = { UpCommand.class, StatusCommand.class, LogsCommand.class, KillCommand.class, StopCommand.class,
				StartCommand.class, DownCommand.class, OwnerCommand.class, BackupCommand.class, RestoreCommand.class,
				VerifyCommand.class, BenchCommand.class, SuperviseCommand.class, HelpCommand.class },
		footer = { "",
				"PORTFOLIO_HOME (default .portfolio/) holds all state, PORTFOLIO_PORT (default 8080) is the site's." })
public final class Portfolio implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	private Portfolio() {
	}

	public static void main(String[] arguments) {
		System.exit(run(arguments));
	}

	static int run(String... arguments) {
		return new CommandLine(new Portfolio()).setParameterExceptionHandler(Portfolio::explainUsage)
			.setExecutionExceptionHandler(Portfolio::explainFailure)
			.execute(arguments);
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "a command is missing");
	}

	private static int explainUsage(ParameterException ex, String[] arguments) {
		boolean ofCommand = ex.getCommandLine().getParent() != null;
		String message = String.valueOf(ex.getMessage()).lines().findFirst().orElse("");
		if (!ofCommand && ex instanceof UnmatchedArgumentException unmatched) {
			message = "no command is called '%s'".formatted(unmatched.getUnmatched().getFirst());
		}
		tell(ex.getCommandLine(), "%s (see './portfolio help%s')".formatted(message,
				ofCommand ? " " + ex.getCommandLine().getCommandName() : ""));
		return CommandLine.ExitCode.USAGE;
	}

	private static int explainFailure(Exception ex, CommandLine commandLine, ParseResult parsed) {
		tell(commandLine, (ex instanceof Failure failure) ? failure.reason()
				: "%s: %s".formatted(ex.getClass().getSimpleName(), ex.getMessage()));
		if (ex instanceof Failure failure) {
			failure.details().forEach(commandLine.getErr()::println);
		}
		if ("true".equals(System.getenv("PORTFOLIO_DEBUG"))) {
			ex.printStackTrace(commandLine.getErr());
		}
		return CommandLine.ExitCode.SOFTWARE;
	}

	private static void tell(CommandLine commandLine, String line) {
		PrintWriter err = commandLine.getErr();
		err.println("portfolio: " + line);
		err.flush();
	}

}
