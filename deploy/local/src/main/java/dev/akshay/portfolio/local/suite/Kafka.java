package dev.akshay.portfolio.local.suite;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.akshay.portfolio.local.home.Home;

/** The broker: a single node that is its own controller. */
final class Kafka {

	private static final int METADATA = 3;

	private static final int METADATA_VERSION = 1;

	private final Home home;

	private final int port;

	private final int controllerPort;

	Kafka(Home home, int port, int controllerPort) {
		this.home = home;
		this.port = port;
		this.controllerPort = controllerPort;
	}

	String bootstrapServers() {
		return "127.0.0.1:" + this.port;
	}

	String url() {
		return "kafka://" + bootstrapServers();
	}

	Path settingsFile() {
		return this.home.kafka().resolve("server.properties");
	}

	void prepare() throws IOException {
		Files.writeString(settingsFile(), """
				process.roles=broker,controller
				node.id=1
				controller.quorum.voters=1@127.0.0.1:%2$d
				listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
				listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
				inter.broker.listener.name=BROKER
				controller.listener.names=CONTROLLER
				log.dirs=%3$s
				auto.create.topics.enable=false
				num.partitions=3
				default.replication.factor=1
				offsets.topic.replication.factor=1
				offsets.topic.num.partitions=5
				transaction.state.log.replication.factor=1
				transaction.state.log.min.isr=1
				transaction.state.log.num.partitions=5
				share.coordinator.state.topic.replication.factor=1
				share.coordinator.state.topic.min.isr=1
				share.coordinator.state.topic.num.partitions=5
				group.initial.rebalance.delay.ms=0
				group.min.session.timeout.ms=1000
				# a broker that was killed is let in again as soon as its old self is forgotten
				broker.session.timeout.ms=3000
				broker.heartbeat.interval.ms=500
				num.network.threads=2
				num.io.threads=2
				background.threads=2
				num.recovery.threads.per.data.dir=2
				log.cleaner.dedupe.buffer.size=4194304
				log.cleaner.io.buffer.size=131072
				log.segment.bytes=16777216
				log.retention.hours=168
				log.retention.bytes=268435456
				log.index.size.max.bytes=1048576
				metadata.max.idle.interval.ms=0
				""".formatted(this.port, this.controllerPort,
				this.home.kafka().resolve("data").toString().replace("\\", "\\\\")));
	}

	/**
	 * Asks for the cluster's metadata, in Kafka's own protocol: an admin client would
	 * double the memory of the launcher. The broker lists itself once clients may use it.
	 */
	boolean listsBroker() throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			socket.setSoTimeout(2000);
			byte[] client = "launcher".getBytes(StandardCharsets.UTF_8);
			DataOutputStream out = new DataOutputStream(socket.getOutputStream());
			out.writeInt(2 + 2 + 4 + 2 + client.length + 4);
			out.writeShort(METADATA);
			out.writeShort(METADATA_VERSION);
			out.writeInt(1);
			out.writeShort(client.length);
			out.write(client);
			// of no topic
			out.writeInt(0);
			out.flush();
			DataInputStream in = new DataInputStream(socket.getInputStream());
			in.readInt();
			in.readInt();
			return in.readInt() > 0;
		}
	}

}
