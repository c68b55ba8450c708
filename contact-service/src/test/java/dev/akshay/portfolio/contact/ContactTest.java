package dev.akshay.portfolio.contact;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.akshay.portfolio.platform.test.OwnerTokens;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealPostgreSql;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** A test of the running service, the same for all of them, so that it starts once. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "portfolio.contact.receipt-streams.heartbeat=200ms", "portfolio.contact.receipt-streams.open=4",
				"portfolio.contact.reminder.every=1d" })
@AutoConfigureWebTestClient(timeout = "30s")
@Import({ RealPostgreSql.class, RealKafka.class, OwnerTokens.class })
public @interface ContactTest {

}
