package dev.akshay.portfolio.local.suite;

import dev.akshay.portfolio.local.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PlatformTests {

	@ParameterizedTest
	@CsvSource({ "Linux, amd64, linux-x86_64", "Linux, aarch64, linux-arm_64", "Mac OS X, x86_64, darwin-x86_64",
			"Mac OS X, aarch64, darwin-arm_64" })
	void hasBinariesForCommonMachines(String system, String architecture, String binaries) {
		assertThat(Platform.of(system, architecture).postgres()).isEqualTo(binaries);
	}

	@Test
	void otherMachinesAreToldSo() {
		assertThatExceptionOfType(Failure.class).isThrownBy(() -> Platform.of("Windows 11", "amd64"))
			.withMessageContaining("Windows 11");
	}

}
