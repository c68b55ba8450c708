package dev.akshay.portfolio.website.system;

import java.util.List;

import dev.akshay.portfolio.platform.scenario.Scenario;
import dev.akshay.portfolio.platform.scenario.Scenarios;
import dev.akshay.portfolio.templates.StaticTemplates;
import dev.akshay.portfolio.website.page.Composer;
import dev.akshay.portfolio.website.profile.ProfileClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The frame of it, the same for everybody; modules in the browser fill it in. */
@RestController
class LivePages {

	private final StaticTemplates templates = new StaticTemplates();

	private final Composer composer;

	private final ProfileClient profiles;

	private final List<Scenario> scenarios;

	private final byte[] tour;

	LivePages(Composer composer, ProfileClient profiles, JsonMapper json) {
		this.composer = composer;
		this.profiles = profiles;
		this.scenarios = Scenarios.all();
		this.tour = json.writeValueAsBytes(this.scenarios.stream().map(Tour::of).toList());
	}

	@GetMapping("/live")
	Mono<ResponseEntity<byte[]>> live(ServerHttpRequest request) {
		return Mono.defer(() -> {
			var page = this.composer.compose(request);
			return page.ask(ProfileClient.SERVICE, this.profiles.profile())
				.map((owner) -> page.page(this.templates.systemLive(page.frame(owner, "/live", "Live")
					.describedBy("What this very system is doing: your own request, who asks whom, and what happened.")
					.personal("live/live-source", "live/your-request", "live/live-graph", "live/live-topology",
							"live/break-it", "live/guided-tour", "live/live-timeline"),
						this.scenarios)));
		});
	}

	/** What the tour does, for the module that does it. */
	@GetMapping("/live/scenarios")
	ResponseEntity<byte[]> scenarios(ServerHttpRequest request) {
		return this.composer.compose(request).file(MediaType.APPLICATION_JSON, this.tour);
	}

}
