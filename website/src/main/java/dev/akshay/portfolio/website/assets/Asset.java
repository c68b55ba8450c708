package dev.akshay.portfolio.website.assets;

import org.springframework.http.MediaType;

/** One file that pages load. */
@SuppressWarnings("ArrayRecordComponent") // held and sent, never compared
record Asset(MediaType type, byte[] content) {
}
