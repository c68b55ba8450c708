package dev.akshay.portfolio.website.live;

import java.time.Duration;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.common.GroupState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * How many replicas of the gateway there are. Each hears of changes in a consumer group
 * of its own, so the broker knows; one that died is counted until the broker misses it.
 */
@Component
class EdgeReplicas implements DisposableBean {

	private static final String GROUPS = "gateway-";

	private static final Log logger = LogFactory.getLog(EdgeReplicas.class);

	private static final Duration FRESH = Duration.ofSeconds(1);

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final KafkaAdmin kafka;

	private final Mono<Integer> count;

	private @Nullable Admin admin;

	EdgeReplicas(KafkaAdmin kafka) {
		this.kafka = kafka;
		this.count = Mono.defer(this::ask).cache((_) -> FRESH, (_) -> Duration.ZERO, () -> Duration.ZERO);
	}

	/**
	 * Counts them, at most once a second.
	 * @return how many there are, empty if the broker does not tell
	 */
	Mono<Integer> count() {
		return this.count;
	}

	private Mono<Integer> ask() {
		return Mono.fromCallable(this::admin)
			.subscribeOn(Schedulers.boundedElastic())
			.flatMap((admin) -> Mono.fromCompletionStage(() -> admin
				.listGroups(ListGroupsOptions.forConsumerGroups().inGroupStates(Set.of(GroupState.STABLE)))
				.valid()
				.toCompletionStage()))
			.map((groups) -> (int) groups.stream().filter((group) -> group.groupId().startsWith(GROUPS)).count())
			.timeout(PATIENCE)
			.onErrorResume((error) -> {
				logger.debug("how many replicas the gateway has is not known", error);
				return Mono.empty();
			});
	}

	/** Made when somebody watches a change for the first time. */
	private synchronized Admin admin() {
		if (this.admin == null) {
			this.admin = Admin.create(this.kafka.getConfigurationProperties());
		}
		return this.admin;
	}

	@Override
	public synchronized void destroy() {
		if (this.admin != null) {
			this.admin.close(Duration.ZERO);
		}
	}

}
