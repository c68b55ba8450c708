package dev.akshay.portfolio.platform.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The table of contents of a ZIP file
 * (<a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a>,
 * 4.3.12 and 4.3.16), read by ourselves: the JDK shows neither how many entries there are
 * before it has read all of them, nor which of them are links or there twice.
 */
final class Directory {

	private static final int END = 0x06054b50;

	private static final int ENTRY = 0x02014b50;

	private static final int LOCAL = 0x04034b50;

	private static final int END_SIZE = 22;

	private static final int ENTRY_SIZE = 46;

	private static final int LOCAL_SIZE = 30;

	private static final int LONGEST_COMMENT = 0xFFFF;

	private static final int LONGEST_NAME = 200;

	/** More than names of the longest kind and what writers add to them. */
	private static final int LARGEST_ENTRY = ENTRY_SIZE + 2 * LONGEST_NAME + 200;

	private static final int ENCRYPTED = 1;

	private static final int STORED = 0;

	static final int DEFLATED = 8;

	private static final int UNIX = 3;

	private static final int KIND = 0xF000;

	private static final int REGULAR = 0x8000;

	private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._ -]+");

	private Directory() {
	}

	/**
	 * Reads the table of contents.
	 * @param file the ZIP file
	 * @param most how many files there may be
	 * @return the files, without folders
	 * @throws InvalidArchive if it is no such file, or has something in it that ours have
	 * not
	 */
	static List<Packed> of(FileChannel file, int most) throws IOException {
		var end = end(file);
		var disk = end.getShort(4) | end.getShort(6);
		int count = Short.toUnsignedInt(end.getShort(10));
		var size = Integer.toUnsignedLong(end.getInt(12));
		var start = Integer.toUnsignedLong(end.getInt(16));
		if (disk != 0 || count == 0xFFFF || start == 0xFFFFFFFFL) {
			throw InvalidArchive.because("archive", "must be one plain ZIP file, without extensions for large ones");
		}
		if (count > most) {
			throw InvalidArchive.because("archive", "has %d files, and may have %d".formatted(count, most));
		}
		if (size > (long) count * LARGEST_ENTRY || start + size > file.size()) {
			throw damaged();
		}
		var table = read(file, start, (int) size);
		var entries = new ArrayList<Packed>(count);
		var names = new HashSet<String>();
		for (int i = 0; i < count; i++) {
			var entry = entry(table);
			if (!names.add(entry.path())) {
				throw InvalidArchive.because(entry.path(), "is there twice");
			}
			if (!entry.path().endsWith("/")) {
				entries.add(entry);
			}
		}
		if (table.hasRemaining()) {
			throw InvalidArchive.because("archive", "has more files than it says");
		}
		return entries;
	}

	private static ByteBuffer end(FileChannel file) throws IOException {
		int length = (int) Math.min(file.size(), END_SIZE + LONGEST_COMMENT);
		if (length >= END_SIZE) {
			var tail = read(file, file.size() - length, length);
			for (int at = length - END_SIZE; at >= 0; at--) {
				if (tail.getInt(at) == END && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == length) {
					return tail.slice(at, END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
				}
			}
		}
		throw InvalidArchive.because("archive", "is not a ZIP file, or its end is missing");
	}

	private static Packed entry(ByteBuffer table) {
		int at = table.position();
		if (table.remaining() < ENTRY_SIZE || table.getInt(at) != ENTRY) {
			throw damaged();
		}
		int nameLength = Short.toUnsignedInt(table.getShort(at + 28));
		int others = Short.toUnsignedInt(table.getShort(at + 30)) + Short.toUnsignedInt(table.getShort(at + 32));
		if (table.remaining() < ENTRY_SIZE + nameLength + others) {
			throw damaged();
		}
		var bytes = new byte[nameLength];
		table.get(at + ENTRY_SIZE, bytes);
		var path = checked(new String(bytes, StandardCharsets.ISO_8859_1));
		table.position(at + ENTRY_SIZE + nameLength + others);
		if ((table.getShort(at + 8) & ENCRYPTED) != 0) {
			throw InvalidArchive.because(path, "is encrypted");
		}
		int method = Short.toUnsignedInt(table.getShort(at + 10));
		if (method != STORED && method != DEFLATED) {
			throw InvalidArchive.because(path, "is packed in a way that is not known here");
		}
		int kind = (table.get(at + 5) == UNIX) ? (table.getInt(at + 38) >>> 16) & KIND : 0;
		if (kind != 0 && kind != REGULAR && !path.endsWith("/")) {
			throw InvalidArchive.because(path, "is a link or another thing that is no file");
		}
		return new Packed(path, method, Integer.toUnsignedLong(table.getInt(at + 20)),
				Integer.toUnsignedLong(table.getInt(at + 16)), Integer.toUnsignedLong(table.getInt(at + 42)));
	}

	private static String checked(String path) {
		var isPath = path.length() <= LONGEST_NAME && !path.isEmpty();
		// a folder ends with a slash
		for (var segment : (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1)) {
			isPath &= SEGMENT.matcher(segment).matches() && !segment.equals(".") && !segment.equals("..");
		}
		if (!isPath) {
			throw InvalidArchive.because(printable(path), "is not a path within the archive");
		}
		return path;
	}

	private static String printable(String path) {
		var text = path.replaceAll("[^\\x20-\\x7E]", "?");
		return (text.length() > LONGEST_NAME) ? text.substring(0, LONGEST_NAME) + "…" : text;
	}

	/**
	 * Finds where the bytes of a file begin.
	 * @param file the ZIP file
	 * @param entry the file in it
	 * @return the place of its first byte
	 * @throws InvalidArchive if the file has another name there
	 */
	static long dataOf(FileChannel file, Packed entry) throws IOException {
		if (entry.header() + LOCAL_SIZE > file.size()) {
			throw damaged();
		}
		var header = read(file, entry.header(), LOCAL_SIZE);
		int nameLength = Short.toUnsignedInt(header.getShort(26));
		var start = entry.header() + LOCAL_SIZE;
		var data = start + nameLength + Short.toUnsignedInt(header.getShort(28));
		if (header.getInt(0) != LOCAL || nameLength > LONGEST_NAME || data + entry.size() > file.size()) {
			throw damaged();
		}
		var name = new byte[nameLength];
		read(file, start, nameLength).get(name);
		if (!new String(name, StandardCharsets.ISO_8859_1).equals(entry.path())) {
			throw InvalidArchive.because(entry.path(), "has another name in front of its content");
		}
		return data;
	}

	private static InvalidArchive damaged() {
		return InvalidArchive.because("archive", "is damaged");
	}

	private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
		var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining()) {
			if (file.read(bytes, position + bytes.position()) < 0) {
				throw new EOFException("the archive became shorter");
			}
		}
		return bytes.flip();
	}

	/**
	 * A file as the table of contents tells of it.
	 *
	 * @param path its name
	 * @param method how it is packed
	 * @param size how many bytes it has as it is packed
	 * @param crc the CRC-32 of its content
	 * @param header where in the ZIP file it begins
	 */
	record Packed(String path, int method, long size, long crc, long header) {
	}

}
