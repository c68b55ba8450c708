package dev.akshay.portfolio.insights.lab.tail;

import java.util.concurrent.ThreadLocalRandom;

import dev.akshay.portfolio.insights.lab.LabClient;
import io.swagger.v3.oas.annotations.Hidden;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The leaf that the experiment calls. Who hangs up ends its wait. */
@RestController
@Hidden
class LeafController {

	/** Below what is inside. */
	static final String PATH = TailLab.NAME + "/leaf";

	@GetMapping(LabClient.INSIDE + PATH)
	Mono<ResponseEntity<Void>> answer() {
		return Mono.defer(() -> Mono.delay(LeafDelays.draw(ThreadLocalRandom.current())))
			.thenReturn(ResponseEntity.noContent().build());
	}

}
