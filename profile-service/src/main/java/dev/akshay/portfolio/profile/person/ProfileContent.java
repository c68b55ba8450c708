package dev.akshay.portfolio.profile.person;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/** Brings {@code content/profile.yaml} into the database. */
@Component
class ProfileContent implements ContentLoader {

	private final Profiles profiles;

	ProfileContent(Profiles profiles) {
		this.profiles = profiles;
	}

	@Override
	public Mono<Void> load(ContentFiles files) {
		return Mono.fromCallable(() -> files.yaml("profile.yaml", Profile.class))
			.flatMap((document) -> this.profiles.keep(document.matter(), document.hash()));
	}

}
