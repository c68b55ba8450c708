package dev.akshay.portfolio.contact.message;

import java.util.List;
import java.util.UUID;

import dev.akshay.portfolio.platform.problem.InvalidInput;
import io.swagger.v3.oas.annotations.Hidden;
import reactor.core.publisher.Flux;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives messages out to the suite's own services, the notifier among them. No route leads
 * here from outside.
 */
@RestController
@Hidden
class StoredMessages {

	private static final int MOST = 100;

	private final Messages messages;

	StoredMessages(Messages messages) {
		this.messages = messages;
	}

	@GetMapping("/internal/contact/messages")
	Flux<Message> find(@RequestParam("id") List<UUID> ids) {
		if (ids.size() > MOST) {
			throw InvalidInput.malformed("id", "must not be given more than " + MOST + " times");
		}
		return this.messages.find(ids);
	}

}
