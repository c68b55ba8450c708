package dev.akshay.portfolio.bench.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import dev.akshay.portfolio.bench.peer.Peers.Document;

/** A page of 20 KB and a JSON document of 4 KB, the same ones every time. */
final class SampleDocuments {

	static final String PAGE = "/page";

	static final String JSON = "/json";

	private static final int PAGE_BYTES = 20 * 1024;

	private static final int JSON_BYTES = 4 * 1024;

	private static final String LETTERS = "eeeeeeetttttaaaaooooiiiinnnnssshhhrrrdlcumwfgypbvk     ";

	private SampleDocuments() {
	}

	static List<Document> in(Path folder) {
		try {
			Path page = folder.resolve("page.html");
			Path json = folder.resolve("document.json");
			Files.writeString(page,
					filled("<!doctype html><html lang=en><title>Page</title><p>", PAGE_BYTES, "</html>"));
			Files.writeString(json, filled("{\"text\": \"", JSON_BYTES, "\"}"));
			return List.of(new Document(PAGE, "text/html;charset=UTF-8", page),
					new Document(JSON, "application/json", json));
		}
		catch (IOException ex) {
			throw new BenchFailure("cannot write to " + folder, ex);
		}
	}

	/** Text with the letters of English, so that it compresses like text. */
	private static String filled(String begin, int bytes, String end) {
		Random random = new Random(bytes);
		StringBuilder text = new StringBuilder(begin);
		while (text.length() < bytes - end.length()) {
			text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
		}
		String filled = text.append(end).toString();
		if (filled.getBytes(StandardCharsets.UTF_8).length != bytes) {
			throw new IllegalStateException("a letter takes more than one byte");
		}
		return filled;
	}

}
