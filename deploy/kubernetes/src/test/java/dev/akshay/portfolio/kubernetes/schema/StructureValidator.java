package dev.akshay.portfolio.kubernetes.schema;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import dev.akshay.portfolio.kubernetes.manifest.Manifest;

/**
 * Kubernetes' own client for Java, generated from the description that its API server
 * gives of itself. It knows every field, and which of them have to be there; a number in
 * quotes or an amount that is none it does not see.
 */
public final class StructureValidator {

	private static final String MODELS = "io.kubernetes.client.openapi.models.";

	private StructureValidator() {
	}

	/**
	 * Whether Kubernetes itself defines such a thing.
	 * @param manifest an object
	 * @return false for resources that somebody adds to it
	 */
	public static boolean isResponsibleFor(Manifest manifest) {
		String version = manifest.apiVersion();
		return !version.contains("/") || !version.substring(0, version.indexOf('/')).contains(".")
				|| version.startsWith("networking.k8s.io/");
	}

	/**
	 * Looks for mistakes.
	 * @param manifest an object
	 * @return what is wrong with it, if it finds something
	 */
	public static Optional<String> fault(Manifest manifest) {
		String version = manifest.apiVersion().substring(manifest.apiVersion().indexOf('/') + 1);
		String name = MODELS + version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1)
				+ manifest.kind();
		try {
			Class.forName(name)
				.getMethod("validateJsonElement", JsonElement.class)
				.invoke(null, new Gson().toJsonTree(manifest.tree()));
			return Optional.empty();
		}
		catch (ClassNotFoundException ex) {
			return Optional.of("there is no %s %s".formatted(manifest.apiVersion(), manifest.kind()));
		}
		catch (InvocationTargetException ex) {
			return Optional.of(String.valueOf(ex.getCause().getMessage()));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
