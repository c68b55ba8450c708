package dev.akshay.portfolio.platform.editing;

import java.util.List;

import dev.akshay.portfolio.platform.content.ContentFiles;
import dev.akshay.portfolio.platform.content.Document;
import reactor.core.publisher.Mono;

import org.springframework.web.ErrorResponseException;

/**
 * One kind of content: what a document of it says, and where the published ones are kept
 * to be read fast. Everything is called inside the transaction of the change.
 *
 * @param <T> a document, a record whose constraints are checked before it is stored
 */
public interface ContentKind<T> {

	/**
	 * The record that holds a document.
	 * @return its class
	 */
	Class<T> type();

	/**
	 * Under which name the world is told of a document.
	 * @param slug the document's name in addresses
	 * @return the id, such as {@code projects/kodai}
	 */
	String id(String slug);

	/**
	 * Where the file of a document lies.
	 * @param slug the document's name in addresses
	 * @return the path below the content folder, such as {@code projects/kodai.md}; the
	 * same for every name if there is one document only
	 */
	String file(String slug);

	/**
	 * Reads the documents that come as files.
	 * @param files where the words are
	 * @return all of them
	 * @throws dev.akshay.portfolio.platform.content.InvalidContent if one of them says
	 * something wrong
	 */
	List<Document<T>> files(ContentFiles files);

	/**
	 * Makes a document public, in place of what was public under its name before.
	 * @param slug its name in addresses
	 * @param document what it says
	 * @return completes when visitors are going to see it
	 */
	Mono<Void> publish(String slug, T document);

	/**
	 * Takes a document away from the public.
	 * @param slug its name in addresses
	 * @return completes when visitors are not going to see it any more
	 */
	Mono<Void> unpublish(String slug);

	/**
	 * What visitors are given of a public document.
	 * @param slug its name in addresses
	 * @return the body of the answer to a {@code GET}, empty if it is not public
	 */
	Mono<?> page(String slug);

	/**
	 * The text of a document as the site shows it.
	 * @param document what it says, maybe not finished yet
	 * @return HTML that is safe to embed
	 */
	String html(T document);

	/**
	 * Says that there is no document of a name.
	 * @param slug the name
	 * @return a 404
	 */
	ErrorResponseException unknown(String slug);

}
