package dev.akshay.portfolio.local;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.local.control.OwnerClient;
import dev.akshay.portfolio.local.home.Home;
import dev.akshay.portfolio.local.home.OneTimePassword;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(name = "owner", description = "Sets what the owner and her programs are known by, in a running suite.",
		synopsisSubcommandLabel = "COMMAND", subcommands = { OwnerCommand.Password.class, OwnerCommand.Token.class })
final class OwnerCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "say 'owner password' or 'owner token'");
	}

	private static OwnerClient gateway() {
		return OwnerClient.of(Context.supervisor().status(false), Context.home());
	}

	@Command(name = "password",
			description = "Replaces the password by one that is good for one log-in, turns the second factor off and ends all sessions.")
	static final class Password implements Runnable {

		@Override
		public void run() {
			Home home = Context.home();
			String password = OneTimePassword.random();
			gateway().resetPassword(password);
			OneTimePassword kept = home.oneTimePassword();
			kept.write(password);
			System.out.printf("Nobody is logged in any more. The new password, good for one log-in, is in %s%n",
					kept.file());
		}

	}

	@Command(name = "token", description = "Makes, lists or revokes API tokens.", footer = { "",
			"Scopes: content:read, content:write, inbox:read, inbox:write, audit:read.",
			"The token alone is written to standard output, once: TOKEN=$(./portfolio owner token ci --scopes content:write)" })
	static final class Token implements Runnable {

		@Spec
		@SuppressWarnings("NullAway.Init") // set by picocli
		private CommandSpec spec;

		@ArgGroup(multiplicity = "1")
		@SuppressWarnings("NullAway.Init") // set by picocli
		private Wish wish;

		@Option(names = "--scopes", split = ",", paramLabel = "SCOPE", description = "What it may do.")
		private List<String> scopes = new ArrayList<>();

		@Option(names = "--days", paramLabel = "N", description = "How long it is good (default: 90).")
		private @Nullable Integer days;

		@Override
		public void run() {
			String name = this.wish.name;
			String revoked = this.wish.revoked;
			if (name != null && this.scopes.isEmpty()) {
				throw new ParameterException(this.spec.commandLine(), "--scopes says what the token may do");
			}
			if (name == null && !(this.scopes.isEmpty() && this.days == null)) {
				throw new ParameterException(this.spec.commandLine(), "--scopes and --days belong to a new token");
			}
			if (name != null) {
				make(name);
			}
			else if (revoked != null) {
				gateway().revoke(revoked);
				System.out.printf("%s is good for nothing any more%n", revoked);
			}
			else if (this.wish.list) {
				gateway().tokens().forEach(Token::show);
			}
		}

		private void make(String name) {
			JsonNode made = gateway().makeToken(name, this.scopes, (this.days != null) ? this.days : 90);
			System.err.printf("%s (id %s) is good until %s and is shown this once:%n", name,
					made.path("id").asString(""), made.path("expiresAt").asString(""));
			System.out.println(made.path("token").asString(""));
		}

		private static void show(JsonNode token) {
			System.out.printf("%s  %-20s  until %s  last used %s  %s%n", token.path("id").asString(""),
					token.path("name").asString(""), token.path("expiresAt").asString(""),
					token.path("lastUsedAt").asString("never"),
					String.join(",", token.path("scopes").valueStream().map((scope) -> scope.asString("")).toList()));
		}

		/** One of three. */
		private static final class Wish {

			@Parameters(paramLabel = "NAME", description = "Makes one that the audit log calls so.")
			private @Nullable String name;

			@Option(names = "--revoke", paramLabel = "ID", description = "Makes one useless.")
			private @Nullable String revoked;

			@Option(names = "--list", description = "Tells which there are; what they say is never told again.")
			private boolean list;

		}

	}

}
