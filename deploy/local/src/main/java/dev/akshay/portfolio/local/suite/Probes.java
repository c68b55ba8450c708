package dev.akshay.portfolio.local.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Ways to ask a process whether it is ready. */
final class Probes {

	private static final int PATIENCE_MILLIS = 2000;

	private Probes() {
	}

	static boolean answersOk(URI address) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
		connection.setConnectTimeout(PATIENCE_MILLIS);
		connection.setReadTimeout(PATIENCE_MILLIS);
		try {
			return connection.getResponseCode() == 200;
		}
		finally {
			connection.disconnect();
		}
	}

	static boolean greetsBySmtp(int port) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
			socket.setSoTimeout(PATIENCE_MILLIS);
			BufferedReader in = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			String greeting = in.readLine();
			return greeting != null && greeting.startsWith("220");
		}
	}

}
