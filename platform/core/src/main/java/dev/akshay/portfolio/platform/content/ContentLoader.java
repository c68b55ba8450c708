package dev.akshay.portfolio.platform.content;

import reactor.core.publisher.Mono;

/**
 * Brings content files into a service's own store. A service may have several: they are
 * asked one after the other, in their order.
 */
@FunctionalInterface
public interface ContentLoader {

	/**
	 * Loads the files, all or nothing. Loading the same files again changes nothing.
	 * @param files where the words are
	 * @return completes when all is stored, fails with {@link InvalidContent} if a file
	 * says something wrong
	 */
	Mono<Void> load(ContentFiles files);

}
