package dev.akshay.portfolio.bench.scenario;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.akshay.portfolio.bench.load.Client.Request;
import dev.akshay.portfolio.bench.load.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What readers, feed readers, crawlers and scanners send, in turns of twenty: half of it
 * what the edge has, in each coding; the rest validations, ranges, what no cache can
 * have, what must not be cached, what does not exist, and a HEAD.
 */
final class MixedTraffic {

	private static final List<String> CODINGS = List.of("identity", "gzip", "br");

	private final Function<String, URI> at;

	private final List<String> readable;

	private final Map<String, String> tags = new HashMap<>();

	private MixedTraffic(Function<String, URI> at, List<String> readable) {
		this.at = at;
		this.readable = readable;
	}

	/**
	 * Looks around on the site first: which projects there are, which tags they carry.
	 */
	static MixedTraffic on(Function<String, URI> at) {
		Http http = new Http();
		List<String> readable = new ArrayList<>(
				List.of("/", "/insights", "/api/profile", "/api/projects", "/api/insights", "/feed.xml"));
		JsonNode projects = JsonMapper.shared().readTree(http.get(at.apply("/api/projects")).body());
		for (JsonNode project : projects) {
			readable.add("/projects/" + project.path("slug").asString(""));
		}
		MixedTraffic traffic = new MixedTraffic(at, readable);
		for (String path : readable) {
			HttpResponse<byte[]> response = http.get(at.apply(path));
			response.headers().firstValue("ETag").ifPresent((tag) -> traffic.tags.put(path, tag));
		}
		return traffic;
	}

	Request request(long number) {
		String path = this.readable.get((int) (number % this.readable.size()));
		String coding = CODINGS.get((int) (number / 20 % CODINGS.size()));
		return switch ((int) (number % 20)) {
			case 10, 11 -> get(path, "If-None-Match", this.tags.getOrDefault(path, "\"none\""));
			case 12 -> get(path, "Range", "bytes=0-99");
			case 13 -> get(path, "Range", "bytes=-50");
			case 14, 15, 16 -> get(path + "?unique=" + number, "Accept-Encoding", coding);
			case 17 -> get(path, "Cache-Control", "no-store");
			case 18 -> get("/projects/nothing-" + number, "Accept-Encoding", coding);
			case 19 -> new Request("HEAD", this.at.apply(path), Map.of(), "");
			default -> get(path, "Accept-Encoding", coding);
		};
	}

	private Request get(String path, String header, String value) {
		return Request.get(this.at.apply(path), Map.of(header, value));
	}

}
