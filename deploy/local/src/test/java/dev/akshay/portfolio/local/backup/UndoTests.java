package dev.akshay.portfolio.local.backup;

import java.util.ArrayList;
import java.util.List;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UndoTests {

	private final List<String> done = new ArrayList<>();

	@Test
	void putsRightTheLastFirst() {
		try (Undo undo = new Undo()) {
			undo.later(() -> this.done.add("first"));
			undo.later(() -> this.done.add("second"));
			undo.requireNotBegun();
			assertThat(this.done).isEmpty();
		}
		assertThat(this.done).containsExactly("second", "first");
	}

	@Test
	void goesOnBehindAFailureAndTellsIt() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> {
			try (Undo undo = new Undo()) {
				undo.later(() -> this.done.add("first"));
				undo.later(() -> {
					throw new Failure("kafka does not come back");
				});
			}
		}).withMessage("kafka does not come back");
		assertThat(this.done).containsExactly("first");
	}

	@Test
	void nothingIsWholeOnceItHasBegun() {
		Undo undo = new Undo();
		undo.later(() -> this.done.add("first"));
		undo.close();
		undo.close();
		assertThat(this.done).containsExactly("first");
		assertThatExceptionOfType(Failure.class).isThrownBy(undo::requireNotBegun).withMessage("interrupted");
	}

	@Test
	void whatComesTooLateIsPutRightAtOnce() {
		Undo undo = new Undo();
		undo.close();
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> undo.later(() -> this.done.add("late")))
			.withMessage("interrupted");
		assertThat(this.done).containsExactly("late");
	}

}
