package dev.akshay.portfolio.insights.lab.breaker;

import dev.akshay.portfolio.insights.lab.LabController;
import dev.akshay.portfolio.insights.lab.LabRuns;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/labs/" + BreakerLab.NAME)
@Tag(name = "Lab: the breaker")
class BreakerController extends LabController<BreakerChoice, BreakerReport> {

	BreakerController(BreakerLab lab, LabRuns runs) {
		super(lab, runs);
	}

}
