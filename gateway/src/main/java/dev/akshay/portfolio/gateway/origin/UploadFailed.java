package dev.akshay.portfolio.gateway.origin;

/** The client did not send the body that it began. No service is to blame. */
public class UploadFailed extends RuntimeException {

	UploadFailed(Throwable cause) {
		super(null, cause, false, false);
	}

}
