package dev.akshay.portfolio.contact.message;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReminderSettingsTests {

	@Test
	void takesWhatComesBeforeAMessageCountsAsLost() {
		var settings = new ReminderSettings(Duration.ofHours(47), Duration.ofMinutes(5), 1);
		assertThat(settings.after()).isEqualTo(Duration.ofHours(47));
	}

	@ParameterizedTest
	@CsvSource({ "PT48H, PT5M, 100, portfolio.contact.reminder.after is PT48H",
			"PT0S, PT5M, 100, portfolio.contact.reminder.after is PT0S",
			"PT36H, PT0S, 100, portfolio.contact.reminder.every is PT0S",
			"PT36H, PT5M, 0, portfolio.contact.reminder.batch is 0" })
	void saysWhichSettingIsWrong(Duration after, Duration every, int batch, String expected) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReminderSettings(after, every, batch))
			.withMessageStartingWith(expected);
	}

}
