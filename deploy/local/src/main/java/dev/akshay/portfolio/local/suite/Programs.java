package dev.akshay.portfolio.local.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.akshay.portfolio.local.failure.Failure;

/**
 * Everything of the build that is run, unpacked.
 *
 * @param launcher this program, which is also the broker and the mail server
 * @param services the suite's own
 * @param postgres the database server
 */
public record Programs(App launcher, Map<ServiceModule, App> services, PostgreSqlBinaries postgres) {

	/** Unpacks what is new; two commands that do it at once take turns. */
	public static Programs unpacked(Checkout checkout, Consumer<String> progress) {
		try {
			Files.createDirectories(checkout.prepared());
			try (FileChannel turn = FileChannel.open(checkout.prepared().resolve("unpacking.lock"),
					StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
				turn.lock();
				Apps apps = new Apps(checkout, progress);
				Map<ServiceModule, App> services = new EnumMap<>(ServiceModule.class);
				for (ServiceModule module : ServiceModule.values()) {
					services.put(module, apps.service(module));
				}
				return new Programs(apps.launcher(), services,
						PostgreSqlBinaries.unpackedBelow(checkout.prepared(), Platform.current()));
			}
		}
		catch (IOException ex) {
			throw new Failure("cannot write to " + checkout.prepared() + ": " + ex.getMessage());
		}
	}

	App service(ServiceModule module) {
		App app = this.services.get(module);
		if (app == null) {
			throw new IllegalStateException(module + " was not unpacked");
		}
		return app;
	}

	/** The command that runs a supervisor from files that no build touches. */
	public List<String> supervisor(Checkout checkout, Aot aot, List<String> arguments) {
		List<String> command = Jvm.supervisor(this.launcher).command(aot, arguments.toArray(String[]::new));
		command.add(1, "-Dportfolio.root=" + checkout.root());
		return command;
	}

	public boolean haveCaches() {
		return jvms().allMatch(Jvm::hasCache);
	}

	private Stream<Jvm> jvms() {
		return Stream.concat(
				Stream.of(Jvm.supervisor(this.launcher), Jvm.kafka(this.launcher), Jvm.mail(this.launcher)),
				this.services.entrySet().stream().map((entry) -> Jvm.service(entry.getValue(), entry.getKey())));
	}

}
