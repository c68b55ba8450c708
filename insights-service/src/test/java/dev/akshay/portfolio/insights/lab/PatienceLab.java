package dev.akshay.portfolio.insights.lab;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.akshay.portfolio.insights.lab.PatienceLab.Choice;
import dev.akshay.portfolio.insights.lab.PatienceLab.Report;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A lab whose runs do what a test tells them. */
class PatienceLab implements Lab<Choice, Report> {

	private final Map<String, Sinks.Many<Report>> going = new ConcurrentHashMap<>();

	@Override
	public String name() {
		return "patience";
	}

	@Override
	public Class<Choice> choiceType() {
		return Choice.class;
	}

	@Override
	public Class<Report> reportType() {
		return Report.class;
	}

	@Override
	public Flux<Report> run(String run, Choice choice) {
		return Flux.defer(() -> going(run).asFlux());
	}

	/** The steps of a run, which may come before it begins. */
	Sinks.Many<Report> going(String run) {
		return this.going.computeIfAbsent(run, (_) -> Sinks.many().unicast().onBackpressureBuffer());
	}

	record Choice(@NotNull @Max(9) Integer steps) {
	}

	record Report(int step) {
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		PatienceLab patienceLab() {
			return new PatienceLab();
		}

		@Bean
		Controller patienceController(PatienceLab lab, LabRuns runs) {
			return new Controller(lab, runs);
		}

	}

	@RestController
	@TestComponent
	@RequestMapping("/api/labs/patience")
	static final class Controller extends LabController<Choice, Report> {

		Controller(PatienceLab lab, LabRuns runs) {
			super(lab, runs);
		}

	}

}
