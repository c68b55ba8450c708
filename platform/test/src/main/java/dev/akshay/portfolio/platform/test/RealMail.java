package dev.akshay.portfolio.platform.test;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A real SMTP server that keeps what it gets. Tests may stop and start it. */
@TestConfiguration(proxyBeanMethods = false)
public class RealMail {

	@Bean(initMethod = "start", destroyMethod = "stop")
	GreenMail greenMail() {
		return new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
	}

	@Bean
	DynamicPropertyRegistrar mailAddress(GreenMail greenMail) {
		return (properties) -> {
			properties.add("spring.mail.host", () -> "127.0.0.1");
			properties.add("spring.mail.port", () -> greenMail.getSmtp().getPort());
		};
	}

}
