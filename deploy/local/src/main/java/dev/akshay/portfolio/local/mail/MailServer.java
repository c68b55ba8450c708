package dev.akshay.portfolio.local.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;

import jakarta.mail.util.StreamProvider;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Takes mail in by SMTP and shows it over HTTP, both on the loopback interface alone
 * unless it is told otherwise.
 */
public final class MailServer {

	private static final int CAPACITY = 10_000;

	private final SMTPServer smtp;

	private final MailApi api;

	MailServer(Path directory, InetAddress address, int smtpPort, int httpPort) throws IOException {
		MailStore store = new MailStore(directory, CAPACITY, Clock.systemUTC());
		this.smtp = SMTPServer.port(smtpPort)
			.bindAddress(address)
			.hostName("localhost")
			.softwareName("portfolio")
			.messageHandlerFactory((context) -> new Delivery(store))
			.maxMessageSize(Delivery.LARGEST)
			.maxConnections(100)
			.executorService(Executors.newVirtualThreadPerTaskExecutor())
			.build();
		this.api = new MailApi(store, new InetSocketAddress(address, httpPort));
	}

	/**
	 * Arguments: the folder for the mails, the port for SMTP, the port for HTTP, and, for
	 * a container, the address to listen on.
	 */
	public static void main(String[] arguments) throws IOException {
		// else it is looked for in every jar again for every mail
		System.setProperty(StreamProvider.class.getName(), "org.eclipse.angus.mail.util.MailStreamProvider");
		InetAddress address = (arguments.length > 3) ? InetAddress.getByName(arguments[3])
				: InetAddress.getLoopbackAddress();
		MailServer server = new MailServer(Path.of(arguments[0]), address, Integer.parseInt(arguments[1]),
				Integer.parseInt(arguments[2]));
		Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
		server.start();
	}

	void start() {
		this.smtp.start();
		this.api.start();
	}

	void stop() {
		this.smtp.stop();
		this.api.stop();
	}

	int smtpPort() {
		return this.smtp.getPortAllocated();
	}

	int httpPort() {
		return this.api.port();
	}

}
