package dev.akshay.portfolio.observatory.lag;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.akshay.portfolio.observatory.graph.Backlog;
import dev.akshay.portfolio.observatory.graph.ServiceGraph;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Asks the broker how many events each service has not read yet. The broker knows it also
 * of a service that is down, which is when it matters.
 */
@Component
class ConsumerLags implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(ConsumerLags.class);

	/**
	 * Those who read on where they stopped are named after their service, and after the
	 * level of their retries where they read those; who reads for itself alone has a name
	 * that nobody had before, and cannot be behind.
	 */
	private static final Pattern GROUP = Pattern.compile("([a-z]+(?:-service)?)(?:\\.retry-[0-9])?");

	private static final Pattern TOPIC = Pattern.compile("portfolio\\.[a-z]+\\.[a-z]+(\\.[a-z-]+\\.retry-[0-9])?");

	private static final int MOST_GROUPS = 50;

	private final KafkaAdmin kafka;

	private final ServiceGraph graph;

	private final LagSettings settings;

	private final MultiGauge unread;

	private boolean away;

	private volatile @Nullable Disposable work;

	ConsumerLags(KafkaAdmin kafka, ServiceGraph graph, LagSettings settings, MeterRegistry meters) {
		this.kafka = kafka;
		this.graph = graph;
		this.settings = settings;
		this.unread = MultiGauge.builder("portfolio.consumer.lag")
			.description("Events that a service has not read yet")
			.register(meters);
	}

	@Override
	public void start() {
		this.work = Mono.fromCallable(() -> Admin.create(this.kafka.getConfigurationProperties()))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapMany((admin) -> Flux.interval(Duration.ZERO, this.settings.pause())
				.onBackpressureDrop()
				.concatMap((_) -> look(admin), 1)
				.doFinally((_) -> admin.close(Duration.ZERO)))
			.subscribe();
	}

	/** Empty where the broker does not tell; what was known is not told any more. */
	private Mono<Void> look(Admin admin) {
		return backlogs(admin).timeout(this.settings.patience()).doOnNext((backlogs) -> {
			learn(backlogs);
			this.away = false;
		}).then().onErrorResume((error) -> {
			learn(List.of());
			if (!this.away) {
				logger.warn("The broker does not tell how far services are behind: " + error);
			}
			this.away = true;
			return Mono.empty();
		});
	}

	private void learn(List<Backlog> backlogs) {
		this.graph.learnBacklogs(backlogs);
		this.unread.register(backlogs.stream()
			.<Row<?>>map((backlog) -> Row.of(Tags.of("service", backlog.service(), "topic", backlog.topic()),
					backlog.events()))
			.toList(), true);
	}

	private static Mono<List<Backlog>> backlogs(Admin admin) {
		return ask(() -> admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid().toCompletionStage())
			.map((groups) -> groups.stream()
				.map((group) -> group.groupId())
				.filter((group) -> GROUP.matcher(group).matches())
				.limit(MOST_GROUPS)
				.collect(Collectors.toMap(Function.identity(), (_) -> new ListConsumerGroupOffsetsSpec())))
			.filter((groups) -> !groups.isEmpty())
			.flatMap((groups) -> ask(() -> admin.listConsumerGroupOffsets(groups).all().toCompletionStage()))
			.flatMap((read) -> ends(admin, read).map((ends) -> backlogs(read, ends)))
			.defaultIfEmpty(List.of());
	}

	private static Mono<Map<TopicPartition, Long>> ends(Admin admin,
			Map<String, Map<TopicPartition, OffsetAndMetadata>> read) {
		var asked = read.values()
			.stream()
			.flatMap((offsets) -> offsets.keySet().stream())
			.filter((partition) -> TOPIC.matcher(partition.topic()).matches())
			.distinct()
			.collect(Collectors.toMap(Function.identity(), (_) -> OffsetSpec.latest()));
		return ask(() -> admin.listOffsets(asked).all().toCompletionStage()).map((ends) -> ends.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (end) -> end.getValue().offset())));
	}

	private static List<Backlog> backlogs(Map<String, Map<TopicPartition, OffsetAndMetadata>> read,
			Map<TopicPartition, Long> ends) {
		return read.entrySet().stream().flatMap((group) -> {
			var unread = new HashMap<String, Long>();
			group.getValue().forEach((partition, offset) -> {
				var end = ends.get(partition);
				// who has read nothing yet has no offset
				if (end != null && offset != null) {
					unread.merge(partition.topic(), Math.max(0, end - offset.offset()), Long::sum);
				}
			});
			return unread.entrySet()
				.stream()
				.map((topic) -> new Backlog(topic.getKey(), service(group.getKey()), topic.getValue()));
		}).toList();
	}

	private static String service(String group) {
		var matcher = GROUP.matcher(group);
		return matcher.matches() ? matcher.group(1) : group;
	}

	private static <T> Mono<T> ask(Supplier<CompletionStage<T>> question) {
		return Mono.fromCompletionStage(question);
	}

	@Override
	public void stop() {
		var open = this.work;
		if (open != null) {
			open.dispose();
		}
		this.work = null;
	}

	@Override
	public boolean isRunning() {
		return Objects.nonNull(this.work);
	}

}
