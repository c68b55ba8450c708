package dev.akshay.portfolio.insights.lab.edge;

import dev.akshay.portfolio.insights.lab.LabController;
import dev.akshay.portfolio.insights.lab.LabRuns;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/labs/" + EdgeLab.NAME)
@Tag(name = "Lab: the edge")
class EdgeController extends LabController<EdgeChoice, EdgeReport> {

	EdgeController(EdgeLab lab, LabRuns runs) {
		super(lab, runs);
	}

}
