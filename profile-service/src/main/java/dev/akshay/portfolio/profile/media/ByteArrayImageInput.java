package dev.akshay.portfolio.profile.media;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes for a decoder, without a copy of them in memory or in a file. */
final class ByteArrayImageInput extends ImageInputStreamImpl {

	private final byte[] bytes;

	ByteArrayImageInput(byte[] bytes) {
		this.bytes = bytes;
	}

	@Override
	public int read() {
		this.bitOffset = 0;
		return (this.streamPos < this.bytes.length) ? this.bytes[(int) this.streamPos++] & 0xFF : -1;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		this.bitOffset = 0;
		int left = (int) Math.max(0, this.bytes.length - this.streamPos);
		int count = Math.min(left, length);
		System.arraycopy(this.bytes, this.bytes.length - left, target, offset, count);
		this.streamPos += count;
		return (count == 0 && length > 0) ? -1 : count;
	}

	@Override
	public long length() {
		return this.bytes.length;
	}

}
