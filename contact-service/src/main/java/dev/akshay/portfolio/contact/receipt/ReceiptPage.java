package dev.akshay.portfolio.contact.receipt;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A receipt as its holder sees it. */
record ReceiptPage(@Schema(description = "The receipt's id") String receipt,
		@Schema(description = "The last step so far") Receipt.Status status,
		@Schema(description = "The trace of the message's whole way") @Nullable String traceId,
		@Schema(description = "All steps so far, the oldest first") List<Receipt.Step> steps) {

	ReceiptPage(Receipt receipt) {
		this(receipt.id(), receipt.status(), receipt.traceId(), receipt.steps());
	}

}
