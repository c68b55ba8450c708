package dev.akshay.portfolio.observatory;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.OpenApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

@SpringBootTest
@Import(NoKafka.class)
class OpenApiTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void documentSaysWhatTheCodeDoes() {
		OpenApi.check(this.context, "observatory");
	}

}
