package dev.akshay.portfolio.profile.person;

import java.util.List;

import dev.akshay.portfolio.platform.content.ContentChanges;
import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.ContentLoader;
import dev.akshay.portfolio.platform.content.Document;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Brings {@code content/profile.yaml} into the database. */
@Component
class ProfileContent implements ContentLoader {

	private static final String ID = "profile";

	private final Profiles profiles;

	private final ContentChanges changes;

	private final TransactionalOperator transaction;

	ProfileContent(Profiles profiles, ContentChanges changes, TransactionalOperator transaction) {
		this.profiles = profiles;
		this.changes = changes;
		this.transaction = transaction;
	}

	@Override
	public Mono<Void> load(ContentFiles files) {
		return Mono.fromCallable(() -> files.yaml("profile.yaml", Profile.class))
			.flatMap((document) -> store(document).as(this.transaction::transactional));
	}

	private Mono<Void> store(Document<Profile> document) {
		return this.profiles.keep(document.matter(), document.hash())
			.filter((changed) -> changed)
			.flatMap((_) -> this.changes.tell(List.of(ID), List.of()));
	}

}
