package dev.akshay.portfolio.insights.lab.idempotency;

import dev.akshay.portfolio.insights.lab.LabController;
import dev.akshay.portfolio.insights.lab.LabRuns;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/labs/" + IdempotencyLab.NAME)
@Tag(name = "Lab: idempotency")
class IdempotencyController extends LabController<IdempotencyChoice, IdempotencyReport> {

	IdempotencyController(IdempotencyLab lab, LabRuns runs) {
		super(lab, runs);
	}

}
