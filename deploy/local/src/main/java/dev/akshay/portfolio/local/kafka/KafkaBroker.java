package dev.akshay.portfolio.local.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Starts the broker, formatting its storage first when there is none. */
public final class KafkaBroker {

	private KafkaBroker() {
	}

	public static void main(String[] arguments) throws IOException {
		Path settings = Path.of(arguments[0]);
		if (!Files.exists(dataOf(settings).resolve("meta.properties"))) {
			StorageTool.execute(new String[] { "format", "--cluster-id", Uuid.randomUuid().toString(), "--config",
					settings.toString(), "--ignore-formatted" }, System.out);
		}
		Kafka.main(new String[] { settings.toString() });
	}

	private static Path dataOf(Path settings) throws IOException {
		Properties properties = new Properties();
		try (InputStream in = Files.newInputStream(settings)) {
			properties.load(in);
		}
		return Path.of(properties.getProperty("log.dirs"));
	}

}
