package dev.akshay.portfolio.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.netty.http.server.HttpServer;

/**
 * The least that a server on Reactor Netty can do: given bytes with given headers, by
 * path.
 */
public final class RawServer {

	private RawServer() {
	}

	/**
	 * Starts the server.
	 * @param arguments the port, then for each path three: the path, a file with header
	 * lines, a file with the body
	 * @throws IOException if a file cannot be read
	 */
	public static void main(String[] arguments) throws IOException {
		Lifeline.tie();
		Map<String, Answer> answers = new HashMap<>();
		for (int index = 1; index + 2 < arguments.length; index += 3) {
			answers.put(arguments[index], new Answer(Files.readAllLines(Path.of(arguments[index + 1])),
					Unpooled.unreleasableBuffer(directCopy(Files.readAllBytes(Path.of(arguments[index + 2]))))));
		}
		HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0])).handle((request, response) -> {
			Answer answer = answers.get(request.uri());
			if (answer == null) {
				return response.status(HttpResponseStatus.NOT_FOUND).send();
			}
			for (String line : answer.headers()) {
				int colon = line.indexOf(':');
				response.addHeader(line.substring(0, colon), line.substring(colon + 2));
			}
			return response.sendObject(answer.body().duplicate());
		}).bindNow().onDispose().block();
	}

	private static ByteBuf directCopy(byte[] bytes) {
		return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
	}

	private record Answer(List<String> headers, ByteBuf body) {
	}

}
