package dev.akshay.portfolio.platform.idempotency;

import java.util.List;

import dev.akshay.portfolio.platform.postgres.NewRow;

import org.springframework.http.ResponseEntity;

/**
 * An effect that is nothing but new rows, and what to answer once they are there.
 *
 * @param response the response
 * @param rows what is added
 */
public record Addition(ResponseEntity<?> response, List<NewRow> rows) {

	public Addition {
		rows = List.copyOf(rows);
	}

}
