package dev.akshay.portfolio.bench.peer;

import java.io.IOException;
import java.io.OutputStream;

/** Ends a process together with the one that started it, however that one ended. */
final class Lifeline {

	private Lifeline() {
	}

	/**
	 * Watches the standard input, which ends with the process that holds its other end.
	 */
	static void tie() {
		Thread watch = new Thread(() -> {
			try {
				System.in.transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				// as good as its end
			}
			Runtime.getRuntime().halt(0);
		}, "lifeline");
		watch.setDaemon(true);
		watch.start();
	}

}
