package dev.akshay.portfolio.insights.lab.tail;

import dev.akshay.portfolio.insights.lab.LabController;
import dev.akshay.portfolio.insights.lab.LabRuns;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/labs/" + TailLab.NAME)
@Tag(name = "Lab: the tail")
class TailController extends LabController<TailChoice, TailReport> {

	TailController(TailLab lab, LabRuns runs) {
		super(lab, runs);
	}

}
