package dev.akshay.portfolio.contact.message;

import java.util.UUID;

import reactor.core.publisher.Mono;

import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/** Deletes messages for good: {@code DELETE /actuator/messages/{id}}. */
@Component
@Endpoint(id = "messages")
class MessagesEndpoint {

	private final Messages messages;

	MessagesEndpoint(Messages messages) {
		this.messages = messages;
	}

	/**
	 * Deletes a message. Its receipt stays, as it tells nothing of it.
	 * @param id the message
	 * @return nothing, or 404 if there is none of that id
	 */
	@DeleteOperation
	Mono<WebEndpointResponse<Void>> delete(@Selector UUID id) {
		return this.messages.delete(id)
			.map((deleted) -> new WebEndpointResponse<>(
					deleted ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND));
	}

}
