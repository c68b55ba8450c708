package dev.akshay.portfolio.insights.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.akshay.portfolio.platform.test.NoKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** A test of labs over HTTP. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.content.location=src/test/content", "portfolio.labs.unfinished=3",
				"portfolio.labs.streams=4", "portfolio.labs.heartbeat=100ms" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, NoKafka.class, PatienceLab.Configuration.class, LabVisitor.class })
public @interface LabTest {

}
