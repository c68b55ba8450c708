package dev.akshay.portfolio.contact;

import dev.akshay.portfolio.platform.test.OpenApi;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ContactTest
class OpenApiTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void documentSaysWhatTheCodeDoes() {
		OpenApi.check(this.context, "contact-service");
	}

}
