package dev.akshay.portfolio.website.page;

import java.io.IOException;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.stereotype.Component;

/**
 * Loads all templates before the first request. Each of them reads its fixed parts from a
 * file when it is first used, and that must not be on a thread that serves.
 */
@Component
class TemplateLoading implements SmartInitializingSingleton {

	private static final String TEMPLATES = "classpath*:dev/akshay/portfolio/templates/**/*Generated.class";

	@Override
	public void afterSingletonsInstantiated() {
		try {
			var metadata = new CachingMetadataReaderFactory();
			for (var template : new PathMatchingResourcePatternResolver().getResources(TEMPLATES)) {
				Class.forName(metadata.getMetadataReader(template).getClassMetadata().getClassName());
			}
		}
		catch (IOException | ClassNotFoundException ex) {
			throw new IllegalStateException("a template cannot be loaded", ex);
		}
	}

}
