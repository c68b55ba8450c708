package dev.akshay.portfolio.contact.inbox;

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

	private final InboxDesk desk;

	MessagesEndpoint(InboxDesk desk) {
		this.desk = desk;
	}

	/**
	 * Deletes a message. Its receipt stays, as it tells nothing of it.
	 * @param id the message
	 * @return nothing, or 404 if there is none of that id
	 */
	@DeleteOperation
	Mono<WebEndpointResponse<Void>> delete(@Selector UUID id) {
		return this.desk.deleteUnseen(id)
			.map((deleted) -> new WebEndpointResponse<>(
					deleted ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND));
	}

}
