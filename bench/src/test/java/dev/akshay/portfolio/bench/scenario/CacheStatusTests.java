package dev.akshay.portfolio.bench.scenario;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CacheStatusTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gateway; hit; ttl=3                | hit  | true
			gateway;hit                        | hit  | true
			gateway; fwd=uri-miss; stored      | hit  | false
			gateway; fwd=uri-miss; detail=hits | hit  | false
			gateway; fwd=request               | fwd= | true
			gateway; hit                       | fwd= | false
			''                                 | hit  | false
			""")
	void tellsHitsFromOthers(String status, String expected, boolean is) {
		assertThat(CacheStatus.says(status, expected)).isEqualTo(is);
	}

}
