package dev.akshay.portfolio.insights.lab;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@LabTest
@TestPropertySource(properties = "portfolio.labs.longest=1s")
class LongRunIntegrationTests {

	private static final String CHOICE = """
			{"steps": 3}""";

	@Autowired
	private LabVisitor visitor;

	@Autowired
	private PatienceLab lab;

	@Test
	void stopsWhatTakesTooLongAndGoesOn() {
		var endless = this.visitor.start("patience", CHOICE);
		var next = this.visitor.start("patience", CHOICE);
		var failed = this.visitor.await(endless, "failed");
		assertThat(failed.path("failure").asString()).contains("longer than 1 s");
		this.lab.going(next.substring(next.lastIndexOf('/') + 1)).tryEmitComplete();
		this.visitor.await(next, "done");
	}

}
