package dev.akshay.portfolio.insights.lab.idempotency;

import dev.akshay.portfolio.insights.lab.LabClient;
import dev.akshay.portfolio.platform.idempotency.Idempotency;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the experiment pays at. The key makes the difference and nothing else: with one, a
 * payment passes the same {@link Idempotency} that keeps the messages of visitors from
 * doubling.
 */
@RestController
@Hidden
class ToyPaymentController {

	static final String KEY = "Idempotency-Key";

	private static final String PATH = LabClient.INSIDE + IdempotencyLab.NAME + "/{run}/payments";

	private final ToyPayments payments;

	private final Idempotency idempotency;

	ToyPaymentController(ToyPayments payments, Idempotency idempotency) {
		this.payments = payments;
		this.idempotency = idempotency;
	}

	/** Below what is inside. */
	static String path(String run) {
		return IdempotencyLab.NAME + '/' + run + "/payments";
	}

	@PostMapping(path = PATH, headers = "!" + KEY)
	Mono<ResponseEntity<ToyReceipt>> pay(@PathVariable String run, @RequestBody @Valid ToyPayment payment) {
		return this.payments.pay(run, false, payment).map(ToyPaymentController::created);
	}

	@PostMapping(path = PATH, headers = KEY)
	Mono<ResponseEntity<byte[]>> payOnce(@PathVariable String run, @RequestBody @Valid ToyPayment payment,
			ServerWebExchange exchange) {
		return this.idempotency.once(exchange, payment,
				() -> this.payments.pay(run, true, payment).map(ToyPaymentController::created));
	}

	private static ResponseEntity<ToyReceipt> created(ToyReceipt receipt) {
		return ResponseEntity.status(HttpStatus.CREATED).body(receipt);
	}

}
