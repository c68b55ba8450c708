package dev.akshay.portfolio.bench.load;

import dev.akshay.portfolio.bench.failure.BenchFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WrkTests {

	private static final String OUTPUT = """
			Running 5s test @ http://127.0.0.1:18080/page
			  2 threads and 64 connections
			  Thread Stats   Avg      Stdev     Max   +/- Stdev
			    Latency     1.02ms  512.00us  12.00ms   90.00%
			  250000 requests in 5.00s, 5.00GB read
			Requests/sec:  50000.00
			Transfer/sec:      1.00GB

			bench {"requests":250000,"micros":5000000,"bytes":5368709120,"socketErrors":1,"statusErrors":2,\
			"timeouts":3,"p50":1020,"p99":4100,"p999":9800,"max":12000}
			""";

	@Test
	void readsItsResult() {
		Sample sample = Wrk.parse(OUTPUT);
		assertThat(sample.requests()).isEqualTo(250_000);
		assertThat(sample.perSecond()).isEqualTo(50_000);
		assertThat(sample.p50()).isEqualTo(1_020);
		assertThat(sample.p999()).isEqualTo(9_800);
		assertThat(sample.failures()).isEqualTo(6);
	}

	@Test
	void saysWhatWrkSaidInsteadOfAResult() {
		assertThatExceptionOfType(BenchFailure.class)
			.isThrownBy(() -> Wrk.parse("unable to connect to 127.0.0.1:1 Connection refused"))
			.withMessageContaining("Connection refused");
	}

}
