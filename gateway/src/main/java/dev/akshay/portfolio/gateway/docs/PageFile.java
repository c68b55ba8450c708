package dev.akshay.portfolio.gateway.docs;

import org.springframework.http.MediaType;
import org.springframework.util.DigestUtils;

/** What a browser gets of the page: itself, or one file that it loads. */
@SuppressWarnings("ArrayRecordComponent") // held and sent, never compared
record PageFile(MediaType type, byte[] bytes, String tag) {

	PageFile(MediaType type, byte[] bytes) {
		this(type, bytes, '"' + DigestUtils.md5DigestAsHex(bytes) + '"');
	}

}
