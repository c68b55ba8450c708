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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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
	private final NavigableMap<String, Kept> index = new ConcurrentSkipListMap<>();

	MailStore(Path directory, int capacity, Clock clock) throws IOException {
		this.directory = Files.createDirectories(directory);
		this.capacity = capacity;
		this.clock = clock;
		try (Stream<Path> files = Files.list(directory)) {
			for (Path file : files.filter((file) -> file.toString().endsWith(SUFFIX)).toList()) {
				String id = file.getFileName().toString().replace(SUFFIX, "");
				this.index.put(id, new Kept(id, file));
			}
		}
	}

	/** Gives the id under which the mail is kept. */
	String add(String from, List<String> recipients, byte[] content) throws IOException {
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
		this.index.put(id, new Kept(id, file));
		while (this.index.size() > this.capacity) {
			remove(this.index.firstKey());
		}
		return id;
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

	/** The newest first. */
	List<Mail> list(int start, int limit) throws IOException {
		List<Mail> mails = new ArrayList<>();
		for (Kept kept : this.index.descendingMap().values().stream().skip(start).limit(limit).toList()) {
			kept.shortened().ifPresent(mails::add);
		}
		return mails;
	}

	int size() {
		return this.index.size();
	}

	Optional<Mail> find(String id) throws IOException {
		Kept kept = this.index.get(id);
		return (kept != null) ? kept.read() : Optional.empty();
	}

	Optional<byte[]> raw(String id) throws IOException {
		// an id that is not in the index never becomes the name of a file
		Kept kept = this.index.get(id);
		return (kept != null) ? kept.bytes() : Optional.empty();
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

	/**
	 * A mail on disk. It is read when somebody wants to see it: most mails nobody looks
	 * at.
	 */
	private static final class Kept {

		private final String id;

		private final Path file;

		private volatile @Nullable Mail shortened;

		Kept(String id, Path file) {
			this.id = id;
			this.file = file;
		}

		/** As it stands in a list; empty if it has just been removed. */
		Optional<Mail> shortened() throws IOException {
			Mail known = this.shortened;
			if (known != null) {
				return Optional.of(known);
			}
			Optional<Mail> read = read().map(Mail::shortened);
			read.ifPresent((mail) -> this.shortened = mail);
			return read;
		}

		Optional<Mail> read() throws IOException {
			Optional<byte[]> content = bytes();
			return content.isPresent() ? Optional.of(Mail.parse(this.id, created(), content.get())) : Optional.empty();
		}

		Optional<byte[]> bytes() throws IOException {
			try {
				return Optional.of(Files.readAllBytes(this.file));
			}
			catch (NoSuchFileException ex) {
				return Optional.empty();
			}
		}

		/** When it arrived, which is where the id starts with. */
		private String created() {
			return ID.parse(this.id.substring(0, this.id.lastIndexOf('-')), Instant::from).toString();
		}

	}

}
