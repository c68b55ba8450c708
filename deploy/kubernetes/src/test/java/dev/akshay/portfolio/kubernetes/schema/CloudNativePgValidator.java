package dev.akshay.portfolio.kubernetes.schema;

import java.util.Optional;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.kubernetes.manifest.Manifest;
import dev.akshay.portfolio.kubernetes.suite.Repository;

/**
 * CloudNativePG's resources. No library for Java has them: the schema beside this test
 * was written after the operator's reference and knows what is used here, and no more.
 */
public final class CloudNativePgValidator {

	private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
		.getSchema(Repository.read("deploy/kubernetes/src/test/resources/cloudnative-pg.schema.json"),
				InputFormat.JSON);

	private CloudNativePgValidator() {
	}

	/**
	 * Whether this is one of them.
	 * @param manifest an object
	 * @return whether it belongs to the operator
	 */
	public static boolean isResponsibleFor(Manifest manifest) {
		return manifest.apiVersion().startsWith("postgresql.cnpg.io/");
	}

	/**
	 * Looks for mistakes.
	 * @param manifest an object
	 * @return what is wrong with it, if it finds something
	 */
	public static Optional<String> fault(Manifest manifest) {
		String faults = SCHEMA.validate(new Gson().toJson(manifest.tree()), InputFormat.JSON)
			.stream()
			.map(Object::toString)
			.collect(Collectors.joining("; "));
		return Optional.of(faults).filter((text) -> !text.isEmpty());
	}

}
