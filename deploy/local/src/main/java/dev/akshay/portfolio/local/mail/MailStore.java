package dev.akshay.portfolio.local.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Mails in a folder, a file each. A mail is acknowledged only when its file would survive
 * a power cut. The oldest go when there are too many.
 */
final class MailStore {

	private static final String SUFFIX = ".eml";

	private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS")
		.withZone(ZoneOffset.UTC);

	private final Path directory;

	private final int capacity;

	private final Clock clock;

	private final AtomicLong sequence = new AtomicLong();

	/** By id, which sorts by arrival. */
	private final NavigableMap<String, Mail> index = new ConcurrentSkipListMap<>();

	MailStore(Path directory, int capacity, Clock clock) throws IOException {
		this.directory = Files.createDirectories(directory);
		this.capacity = capacity;
		this.clock = clock;
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.filter((file) -> file.toString().endsWith(SUFFIX)).toList()) {
				String id = file.getFileName().toString().replace(SUFFIX, "");
				this.index.put(id, parse(id, file, Files.readAllBytes(file)));
			}
		}
	}

	Mail add(String from, List<String> recipients, byte[] content) throws IOException {
		String id = "%s-%06d".formatted(ID.format(this.clock.instant()), this.sequence.incrementAndGet());
		Path file = file(id);
		Path temporary = this.directory.resolve(id + ".new");
		byte[] bytes = withEnvelope(from, recipients, content);
		try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE)) {
			ByteBuffer buffer = ByteBuffer.wrap(bytes);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
			channel.force(true);
		}
		Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		try (FileChannel names = FileChannel.open(this.directory, StandardOpenOption.READ)) {
			names.force(true);
		}
		Mail mail = parse(id, file, bytes);
		this.index.put(id, mail);
		while (this.index.size() > this.capacity) {
			remove(this.index.firstKey());
		}
		return mail;
	}

	/** Who really got it stands in no header of the mail itself. */
	private static byte[] withEnvelope(String from, List<String> recipients, byte[] content) {
		StringBuilder envelope = new StringBuilder("Return-Path: <%s>\r\n".formatted(oneLine(from)));
		recipients.forEach((to) -> envelope.append("Delivered-To: ").append(oneLine(to)).append("\r\n"));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + envelope.length());
		bytes.writeBytes(envelope.toString().getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(content);
		return bytes.toByteArray();
	}

	private static String oneLine(String text) {
		return text.replaceAll("\\p{Cntrl}", "");
	}

	private Mail parse(String id, Path file, byte[] bytes) throws IOException {
		Instant created = Files.getLastModifiedTime(file).toInstant();
		return Mail.parse(id, created.toString(), bytes).shortened();
	}

	/** The newest first. */
	List<Mail> list(int start, int limit) {
		return this.index.descendingMap().values().stream().skip(start).limit(limit).toList();
	}

	int size() {
		return this.index.size();
	}

	Optional<Mail> find(String id) throws IOException {
		Optional<byte[]> bytes = raw(id);
		Mail known = this.index.get(id);
		return (known != null) ? bytes.map((content) -> Mail.parse(id, known.created(), content)) : Optional.empty();
	}

	Optional<byte[]> raw(String id) throws IOException {
		// an id that is not in the index never becomes the name of a file
		if (!this.index.containsKey(id)) {
			return Optional.empty();
		}
		try {
			return Optional.of(Files.readAllBytes(file(id)));
		}
		catch (NoSuchFileException ex) {
			return Optional.empty();
		}
	}

	void clear() throws IOException {
		for (String id : List.copyOf(this.index.keySet())) {
			remove(id);
		}
	}

	private void remove(String id) throws IOException {
		this.index.remove(id);
		Files.deleteIfExists(file(id));
	}

	private Path file(String id) {
		return this.directory.resolve(id + SUFFIX);
	}

}
