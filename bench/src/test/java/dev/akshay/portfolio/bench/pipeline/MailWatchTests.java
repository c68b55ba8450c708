package dev.akshay.portfolio.bench.pipeline;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class MailWatchTests {

	private static final int CAPACITY = 10_000;

	private final Series series = Series.random();

	private final MailBook book = new MailBook();

	private final TreeMap<String, Map<String, String>> mails = new TreeMap<>();

	private int ids;

	private volatile boolean dead;

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.route((routes) -> routes.get("/api/v1/messages",
				(request, response) -> this.dead ? response.status(503).send()
						: response.sendString(Mono.fromCallable(() -> page(request)))))
		.bindNow();

	private final MailWatch watch = new MailWatch(URI.create("http://127.0.0.1:" + this.server.port()), this.series,
			this.book);

	@AfterEach
	void stop() {
		this.server.disposeNow();
	}

	@Test
	void seesEachMailOnce() {
		arrive(0, 2_500);
		assertThat(this.watch.look()).isTrue();
		arrive(2_500, 5_000);
		assertThat(this.watch.look()).isTrue();
		assertThat(this.watch.lookAtAll()).isTrue();
		assertThat(this.book.messages()).isEqualTo(5_000);
		assertThat(this.book.again()).isZero();
		assertThat(this.watch.gaps()).isZero();
	}

	@Test
	void seesWhatTheServerForgetsLater() {
		for (int number = 0; number < 3 * CAPACITY; number += CAPACITY / 2) {
			arrive(number, number + CAPACITY / 2);
			this.watch.look();
		}
		assertThat(this.book.messages()).isEqualTo(3 * CAPACITY);
		assertThat(this.book.again()).isZero();
		assertThat(this.watch.gaps()).isZero();
	}

	@Test
	void countsAMailThatCameTwice() {
		arrive(0, 10);
		this.watch.look();
		arrive(4, 5);
		this.watch.look();
		assertThat(this.book.again()).isEqualTo(1);
	}

	@Test
	void goesOnWhereItWasWhenTheServerIsBack() {
		arrive(0, 10);
		this.watch.look();
		this.dead = true;
		assertThat(this.watch.look()).isFalse();
		arrive(10, 4_000);
		this.dead = false;
		assertThat(this.watch.look()).isTrue();
		assertThat(this.book.messages()).isEqualTo(4_000);
		assertThat(this.book.again()).isZero();
	}

	@Test
	void tellsThatSomeMayHaveBeenMissed() {
		arrive(0, 10);
		this.watch.look();
		arrive(10, 2 * CAPACITY);
		this.watch.look();
		assertThat(this.watch.gaps()).isEqualTo(1);
	}

	@Test
	void leavesOtherMailsAlone() {
		keep(Map.of("Subject", "A question", "MessageID", "1@localhost"));
		assertThat(this.watch.look()).isTrue();
		assertThat(this.book.messages()).isZero();
	}

	private void arrive(int from, int to) {
		IntStream.range(from, to)
			.forEach((number) -> keep(Map.of("Subject", this.series.subject(number), "MessageID",
					UUID.nameUUIDFromBytes(new byte[] { (byte) number, (byte) (number >> 8) }) + "@localhost")));
	}

	private void keep(Map<String, String> mail) {
		String id = "%08d".formatted(this.ids++);
		Map<String, String> kept = new TreeMap<>(mail);
		kept.put("ID", id);
		this.mails.put(id, kept);
		while (this.mails.size() > CAPACITY) {
			this.mails.pollFirstEntry();
		}
	}

	private String page(HttpServerRequest request) {
		Map<String, Integer> query = new TreeMap<>();
		for (String pair : request.uri().replaceFirst(".*\\?", "").split("&")) {
			query.put(pair.substring(0, pair.indexOf('=')), Integer.parseInt(pair.substring(pair.indexOf('=') + 1)));
		}
		List<Map<String, String>> page = this.mails.descendingMap()
			.values()
			.stream()
			.skip(query.getOrDefault("start", 0))
			.limit(query.getOrDefault("limit", 50))
			.toList();
		return JsonMapper.shared().writeValueAsString(Map.of("total", this.mails.size(), "messages", page));
	}

}
