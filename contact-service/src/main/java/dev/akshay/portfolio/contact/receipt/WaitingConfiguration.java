package dev.akshay.portfolio.contact.receipt;

import java.time.Duration;
import java.util.function.ToLongFunction;

import dev.akshay.portfolio.platform.postgres.Survey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows in metrics whether messages arrive. */
@Configuration(proxyBeanMethods = false)
class WaitingConfiguration {

	private static final Duration EVERY = Duration.ofSeconds(15);

	@Bean
	Survey<Waiting> waitingMessages(Receipts receipts, MeterRegistry meters) {
		var survey = new Survey<>("Which messages are on their way", EVERY, receipts::waiting);
		Gauge.builder("portfolio.contact.waiting", survey, (asked) -> told(asked.answer(), Waiting::messages))
			.description("Messages that are neither delivered nor given up yet")
			.register(meters);
		Gauge.builder("portfolio.contact.overdue", survey, (asked) -> told(asked.answer(), Waiting::overdue))
			.description("Those of them that were left more than five minutes ago")
			.register(meters);
		return survey;
	}

	private static double told(@Nullable Waiting answer, ToLongFunction<Waiting> number) {
		return (answer != null) ? number.applyAsLong(answer) : Double.NaN;
	}

}
