package dev.akshay.portfolio.website;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.akshay.portfolio.platform.test.NoKafka;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** The whole website over stubbed services; one context serves all such tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = { "portfolio.site.url=https://portfolio.test",
		"portfolio.site.source=https://code.test/portfolio/blob/main", "portfolio.website.patience.reading=1500ms" })
@AutoConfigureWebTestClient(timeout = "20s")
@Import({ StubServices.Wiring.class, NoKafka.class })
public @interface WebsiteTest {

}
