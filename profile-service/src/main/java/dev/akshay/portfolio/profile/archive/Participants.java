package dev.akshay.portfolio.profile.archive;

import java.util.Iterator;
import java.util.List;

import dev.akshay.portfolio.platform.archive.Spool;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;

/** The other services that keep content. */
@Component
class Participants implements Iterable<Participant> {

	private final List<Participant> all;

	Participants(ArchiveSettings settings, WebClient.Builder http, Spool spool) {
		this.all = settings.kinds().stream().map((kind) -> new Participant(kind, http, spool, settings)).toList();
	}

	@Override
	public Iterator<Participant> iterator() {
		return this.all.iterator();
	}

	boolean own(String path) {
		return this.all.stream().anyMatch((participant) -> participant.owns(path));
	}

}
