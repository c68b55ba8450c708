package dev.akshay.portfolio.observatory.graph;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Live")
class TopologyController {

	private final ServiceGraph graph;

	TopologyController(ServiceGraph graph) {
		this.graph = graph;
	}

	@GetMapping("/api/live/topology")
	@Operation(summary = "Tells who is there and who asks whom",
			description = "Figures of the last minute, a second old at most.")
	@ApiResponse(responseCode = "200", description = "Nodes and edges")
	ResponseEntity<Topology> topology() {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(this.graph.latest());
	}

}
