package dev.akshay.portfolio.bench.peer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.process.Command;
import dev.akshay.portfolio.bench.process.JvmFlags;
import dev.akshay.portfolio.bench.process.Ports;
import dev.akshay.portfolio.bench.process.Server;

/**
 * Starts the peers.
 *
 * @param folder where their files and logs go
 */
public record Peers(Path folder) {

	/**
	 * An origin.
	 * @param documents what it gives out
	 * @param thinkingMillis how long it takes before an answer
	 * @param slowMillis how long it takes before a slow one
	 * @return the running origin
	 */
	public Server origin(List<Document> documents, long thinkingMillis, long slowMillis) {
		int port = Ports.free();
		List<String> arguments = new ArrayList<>(
				List.of(String.valueOf(port), String.valueOf(thinkingMillis), String.valueOf(slowMillis)));
		for (Document document : documents) {
			arguments.addAll(List.of(document.path(), document.type(), document.file().toString()));
		}
		return Server.start("origin", JvmFlags.own(Origin.class, arguments), Map.of(), port, this.folder);
	}

	/**
	 * Reactor Netty by itself.
	 * @param answers what it returns
	 * @return the running server
	 */
	public Server raw(List<Answer> answers) {
		int port = Ports.free();
		List<String> arguments = new ArrayList<>(List.of(String.valueOf(port)));
		try {
			for (Answer answer : answers) {
				Path headers = Files.createTempFile(this.folder, "raw", ".headers");
				Path body = Files.createTempFile(this.folder, "raw", ".body");
				Files.write(headers, answer.headers());
				Files.write(body, answer.body());
				arguments.addAll(List.of(answer.path(), headers.toString(), body.toString()));
			}
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + this.folder, ex);
		}
		return Server.start("raw", JvmFlags.own(RawServer.class, arguments), Map.of(), port, this.folder);
	}

	/**
	 * Spring Cloud Gateway as it comes, in front of one origin.
	 * @param origin the origin
	 * @param cached whether its own response cache is switched on
	 * @return the running gateway
	 */
	public Server plainGateway(URI origin, boolean cached) {
		int port = Ports.free();
		String gateway = "--spring.cloud.gateway.server.webflux.";
		List<String> arguments = new ArrayList<>(List.of("--server.address=127.0.0.1", "--server.port=" + port,
				gateway + "routes[0].id=origin", gateway + "routes[0].uri=" + origin.resolve("/"),
				gateway + "routes[0].predicates[0]=Path=/**"));
		if (cached) {
			arguments.addAll(List.of(gateway + "filter.local-response-cache.enabled=true",
					gateway + "filter.local-response-cache.size=64MB",
					gateway + "filter.local-response-cache.time-to-live=1h"));
		}
		return Server.start(cached ? "plain-gateway-cached" : "plain-gateway",
				JvmFlags.own(PlainGateway.class, arguments), Map.of(), port, this.folder);
	}

	/**
	 * nginx as a cache in front of one origin, with one worker.
	 * @param origin the origin
	 * @return the running server, or nothing if nginx is not installed
	 */
	public Optional<Server> nginx(URI origin) {
		return Command.find("nginx").map((program) -> {
			int port = Ports.free();
			try {
				Path home = Files.createDirectories(this.folder.resolve("nginx-" + port));
				Path configuration = home.resolve("nginx.conf");
				Files.writeString(configuration, configuration(home, origin, port));
				return Server.start("nginx", List.of(program.toString(), "-p", home.toString(), "-c",
						configuration.toString(), "-e", home.resolve("error.log").toString()), Map.of(), port,
						this.folder);
			}
			catch (IOException ex) {
				throw new BenchFailure("cannot write to " + this.folder, ex);
			}
		});
	}

	private static String configuration(Path home, URI origin, int port) {
		return """
				daemon off;
				worker_processes 1;
				%5$s
				pid %1$s/nginx.pid;
				events { worker_connections 1024; }
				http {
					access_log off;
					sendfile on;
					tcp_nopush on;
					keepalive_requests 1000000000;
					client_body_temp_path %1$s/body;
					proxy_temp_path %1$s/proxy;
					fastcgi_temp_path %1$s/fastcgi;
					uwsgi_temp_path %1$s/uwsgi;
					scgi_temp_path %1$s/scgi;
					proxy_cache_path %1$s/cache keys_zone=bench:10m inactive=1h;
					upstream origin {
						server %2$s:%3$d;
						keepalive 64;
					}
					server {
						listen 127.0.0.1:%4$d;
						location / {
							proxy_pass http://origin;
							proxy_http_version 1.1;
							proxy_set_header Connection "";
							proxy_cache bench;
							add_header X-Cache $upstream_cache_status;
						}
					}
				}
				""".formatted(home, origin.getHost(), origin.getPort(), port, worker());
	}

	/** Started by root, nginx would work as somebody who may not read our folder. */
	private static String worker() {
		return "root".equals(System.getProperty("user.name")) ? "user root;" : "";
	}

	/**
	 * What an origin gives out.
	 *
	 * @param path where
	 * @param type its media type
	 * @param file its bytes
	 */
	public record Document(String path, String type, Path file) {
	}

	/**
	 * What a raw server returns.
	 *
	 * @param path where
	 * @param headers its header lines
	 * @param body its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	public record Answer(String path, List<String> headers, byte[] body) {
	}

}
