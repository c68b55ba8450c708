package dev.akshay.portfolio.bench.capacity;

import java.util.Map;

import dev.akshay.portfolio.bench.capacity.Cluster.Bound;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ClusterTests {

	@Test
	void carriesWhatItsCoresCanDo() {
		var demand = new Demand(Map.of("gateway", 100.0, "website", 300.0));
		assertThat(new Cluster(1, 2, 0.5).carries(demand)).isEqualTo(new Bound(Cluster.ALL, 2_500));
		assertThat(new Cluster(4, 2, 0.5).carries(demand)).isEqualTo(new Bound(Cluster.ALL, 10_000));
	}

	@Test
	void endsWhereTheOnePrimaryIsBusy() {
		var demand = new Demand(Map.of("contact-service", 300.0, "postgres", 100.0));
		assertThat(new Cluster(2, 2, 1).carries(demand).by()).isEqualTo(Cluster.ALL);
		var many = new Cluster(8, 2, 1).carries(demand);
		assertThat(many.by()).isEqualTo("postgres");
		assertThat(many.perSecond()).isCloseTo(20_000, within(1e-6));
		assertThat(new Cluster(80, 2, 1).carries(demand)).isEqualTo(many);
	}

	@Test
	void consumersAreNoMoreThanPartitions() {
		var demand = new Demand(Map.of("notifier", 100.0));
		assertThat(new Cluster(9, 1, 1).carries(demand)).isEqualTo(new Bound("notifier", 30_000));
	}

	@Test
	void tellsHowManyNodesAreNeeded() {
		var demand = new Demand(Map.of("contact-service", 300.0, "postgres", 100.0));
		var one = new Cluster(1, 2, 1);
		assertThat(one.nodesFor(demand, 5_000, 100)).isEqualTo(1);
		assertThat(one.nodesFor(demand, 5_001, 100)).isEqualTo(2);
		assertThat(one.nodesFor(demand, 20_001, 100)).isZero();
	}

	@Test
	void whatCostsNothingIsNeverTooMuch() {
		assertThat(new Cluster(1, 2, 1).carries(Demand.NOTHING).perSecond()).isInfinite();
	}

	@Test
	void mixesByShares() {
		var measured = new Measured(new Demand(Map.of("gateway", 10.0)),
				new Demand(Map.of("gateway", 100.0, "website", 400.0)),
				new Demand(Map.of("gateway", 100.0, "projects-service", 50.0)),
				new Demand(Map.of("postgres", 1_000.0)));
		var read = new Mix(0.9, 0.5, 0.01).perRead(measured);
		assertThat(read.micros().get("gateway")).isCloseTo(19, within(1e-9));
		assertThat(read.micros().get("website")).isCloseTo(20, within(1e-9));
		assertThat(read.micros().get("projects-service")).isCloseTo(2.5, within(1e-9));
		assertThat(read.micros().get("postgres")).isCloseTo(10, within(1e-9));
	}

}
