package dev.akshay.portfolio.platform.test;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

/** What main code of a reactive service never does. */
public final class ReactiveRules {

	private static final Set<String> WAITING = Set.of("block", "blockFirst", "blockLast", "blockOptional", "toIterable",
			"toStream");

	private static final ArchRule NOTHING_WAITS = noClasses().should()
		.callMethodWhere(onReactor("waits for a publisher", WAITING))
		.because("a waiting thread serves nobody");

	private static final ArchRule NOTHING_IS_SWALLOWED = noClasses().should()
		.callMethodWhere(onReactor("goes on behind an error", Set.of("onErrorContinue")))
		.because("onErrorContinue changes what operators upstream of it mean");

	private static final ArchRule CONSTRUCTORS_INJECT = noFields().should()
		.beAnnotatedWith(Autowired.class)
		.orShould()
		.beAnnotatedWith(Value.class)
		.because("a class says in its constructor what it needs");

	private ReactiveRules() {
	}

	/**
	 * Checks the main classes below an application's package.
	 * @param application the class with the main method
	 * @throws AssertionError naming each line that breaks a rule
	 */
	public static void check(Class<?> application) {
		var classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackagesOf(application);
		NOTHING_WAITS.check(classes);
		NOTHING_IS_SWALLOWED.check(classes);
		CONSTRUCTORS_INJECT.allowEmptyShould(true).check(classes);
	}

	private static DescribedPredicate<JavaMethodCall> onReactor(String description, Set<String> names) {
		return DescribedPredicate.describe(description, (call) -> {
			MethodCallTarget target = call.getTarget();
			return names.contains(target.getName())
					&& (target.getOwner().isAssignableTo(Mono.class) || target.getOwner().isAssignableTo(Flux.class));
		});
	}

}
