package dev.akshay.portfolio.observatory.intake;

import dev.akshay.portfolio.platform.problem.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** It is packed in a way that nobody here can unpack. */
class UnknownCoding extends ErrorResponseException {

	UnknownCoding() {
		super(HttpStatus.UNSUPPORTED_MEDIA_TYPE, Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
				"unsupported-media-type", "Content-Encoding must be gzip or none."), null);
		getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");
	}

}
