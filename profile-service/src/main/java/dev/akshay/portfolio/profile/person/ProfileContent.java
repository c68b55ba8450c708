package dev.akshay.portfolio.profile.person;

import java.util.List;
import java.util.Objects;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.Document;
import dev.akshay.portfolio.platform.content.Markdown;
import dev.akshay.portfolio.platform.editing.ContentKind;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** The profile as content: one document, its file is {@code content/profile.yaml}. */
@Component
class ProfileContent implements ContentKind<Profile> {

	/** There is one owner, and so one profile. */
	static final String SLUG = "profile";

	private final Profiles profiles;

	ProfileContent(Profiles profiles) {
		this.profiles = profiles;
	}

	@Override
	public Class<Profile> type() {
		return Profile.class;
	}

	@Override
	public String id(String slug) {
		return slug;
	}

	@Override
	public String file(String slug) {
		return SLUG + ".yaml";
	}

	@Override
	public List<Document<Profile>> files(ContentFiles files) {
		return List.of(files.yaml(file(SLUG), Profile.class));
	}

	@Override
	public Mono<Void> publish(String slug, Profile profile) {
		return this.profiles.keep(profile);
	}

	@Override
	public Mono<Void> unpublish(String slug) {
		return Mono.error(() -> new UnsupportedOperationException("a service that runs has a profile"));
	}

	@Override
	public Mono<?> page(String slug) {
		return this.profiles.owner().map(ProfilePage::new);
	}

	@Override
	public String html(Profile profile) {
		return Markdown.html(Objects.requireNonNullElse(profile.summary(), ""));
	}

	@Override
	public ErrorResponseException unknown(String slug) {
		throw new IllegalStateException("a service that runs has a profile");
	}

}
