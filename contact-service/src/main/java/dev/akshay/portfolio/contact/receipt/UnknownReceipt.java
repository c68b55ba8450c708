package dev.akshay.portfolio.contact.receipt;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No message has this receipt. */
class UnknownReceipt extends ErrorResponseException {

	UnknownReceipt() {
		super(HttpStatus.NOT_FOUND, Problems.of(HttpStatus.NOT_FOUND, "unknown-receipt",
				"There is no such receipt. Look at the address you got when you left the message."), null);
	}

}
