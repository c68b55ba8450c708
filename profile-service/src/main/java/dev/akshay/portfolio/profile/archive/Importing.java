package dev.akshay.portfolio.profile.archive;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.akshay.portfolio.platform.archive.Archive;
import dev.akshay.portfolio.platform.archive.InvalidArchive;
import dev.akshay.portfolio.platform.archive.Spool;
import dev.akshay.portfolio.platform.editing.Editing;
import dev.akshay.portfolio.platform.editing.FileChange;
import dev.akshay.portfolio.platform.editing.ImportDecisions;
import dev.akshay.portfolio.platform.editing.ImportPlan;
import dev.akshay.portfolio.platform.editing.ImportState;
import dev.akshay.portfolio.platform.editing.UnknownImport;
import dev.akshay.portfolio.platform.messaging.CloudEvent;
import dev.akshay.portfolio.platform.outbox.Outbox;
import dev.akshay.portfolio.platform.problem.FieldError;
import dev.akshay.portfolio.profile.archive.ImportResult.State;
import dev.akshay.portfolio.profile.media.MadeImages;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Takes an archive in as a whole or not at all. Every service checks its part and keeps
 * it durably; then one transaction here does the profile's part and puts the decision
 * into the outbox. Before that transaction nothing has happened anywhere, behind it
 * everything will, whatever dies.
 */
@Component
class Importing {

	private static final Log logger = LogFactory.getLog(Importing.class);

	private static final Duration LOOK = Duration.ofMillis(100);

	/** For services that are slow to tell. */
	private static final Duration GRACE = Duration.ofSeconds(3);

	private final Editing<?> profile;

	private final Participants participants;

	private final Images images;

	private final ImportLedger ledger;

	private final Outbox outbox;

	private final TransactionalOperator transaction;

	private final Spool spool;

	private final ArchiveSettings settings;

	private final String service;

	private final Clock clock;

	Importing(Editing<?> profile, Participants participants, Images images, ImportLedger ledger, Outbox outbox,
			TransactionalOperator transaction, Spool spool, ArchiveSettings settings,
			@Value("${spring.application.name}") String service, ObjectProvider<Clock> clock) {
		this.profile = profile;
		this.participants = participants;
		this.images = images;
		this.ledger = ledger;
		this.outbox = outbox;
		this.transaction = transaction;
		this.spool = spool;
		this.settings = settings;
		this.service = service;
		this.clock = clock.getIfAvailable(Clock::systemUTC);
	}

	/**
	 * Says what an archive would change.
	 * @param body a ZIP file
	 * @param order how it is to be taken
	 * @return what becomes of each file
	 */
	Mono<ImportResult> check(Flux<DataBuffer> body, ImportOrder order) {
		return this.spool.received(body,
				(archive) -> opened(archive).then(Mono.defer(() -> plan(UUID.randomUUID(), archive, order, false)))
					.zipWhen((_) -> this.images.plan(archive).collectList(), Importing::and)
					.map((plan) -> new ImportResult(null, State.CHECKED, plan.files())));
	}

	/**
	 * Takes an archive in.
	 * @param body a ZIP file
	 * @param order how it is to be taken
	 * @return what became of each file; fails with {@link InvalidArchive} if one cannot
	 * be taken
	 */
	Mono<ImportResult> take(Flux<DataBuffer> body, ImportOrder order) {
		return this.spool.received(body, (archive) -> opened(archive).then(Mono.defer(() -> take(archive, order))));
	}

	private Mono<ImportResult> take(Archive archive, ImportOrder order) {
		var id = UUID.randomUUID();
		return decided(id, archive, order).flatMap((plan) -> done(id, order.authorization())
			.map((done) -> new ImportResult(id, done ? State.APPLIED : State.APPLYING, plan.files())));
	}

	/** Whoever leaves before it is decided is in nobody's way. */
	private Mono<ImportPlan> decided(UUID id, Archive archive, ImportOrder order) {
		return Mono.usingWhen(Mono.just(id), (_) -> open(id, order).then(decide(id, archive, order)),
				(_) -> Mono.empty(), (_, _) -> giveUp(id), (_) -> giveUp(id).then(giveUpLater(id)));
	}

	/**
	 * An import that was just being opened when its importer left is opened all the same.
	 */
	private Mono<Long> giveUpLater(UUID id) {
		return Mono.delay(this.settings.answer()).then(giveUp(id));
	}

	private Mono<ImportPlan> decide(UUID id, Archive archive, ImportOrder order) {
		return Mono.defer(() -> plan(id, archive, order, true)).flatMap((plan) -> {
			if (!plan.isPossible()) {
				return Mono.error(() -> refused(plan));
			}
			return this.images.made(archive, (made) -> decide(id, archive, made)).map((images) -> and(plan, images));
		});
	}

	private Mono<Boolean> opened(Archive archive) {
		return this.spool.blocking(() -> {
			Manifest.check(archive);
			var foreign = archive.entries()
				.keySet()
				.stream()
				.filter((path) -> !path.equals(Manifest.PATH) && !this.profile.archive().owns(path)
						&& !this.participants.own(path) && !this.images.own(path))
				.map((path) -> new FieldError(path, "is nothing that a portfolio has"))
				.toList();
			if (!foreign.isEmpty()) {
				throw new InvalidArchive(foreign);
			}
			return true;
		});
	}

	private Mono<Void> open(UUID id, ImportOrder order) {
		var author = order.change().author();
		return this.ledger.open(id, author).flatMap((opened) -> {
			if (opened) {
				return Mono.empty();
			}
			return this.ledger.underWay()
				.flatMap((other) -> (other.state() == ImportLedger.State.DECIDED)
						? done(other.id(), order.authorization(), Duration.ZERO).then() : giveUpForgotten().then())
				.then(this.ledger.open(id, author))
				.filter((again) -> again)
				.switchIfEmpty(this.ledger.underWay()
					.map(ImportLedger.Entry::id)
					.defaultIfEmpty(id)
					.flatMap((other) -> Mono.error(new ImportRunning(other))))
				.then();
		});
	}

	private Mono<ImportPlan> plan(UUID id, Archive archive, ImportOrder order, boolean stage) {
		return Flux.fromIterable(this.participants)
			.concatMap((participant) -> part(archive, participant, id, order, stage))
			.startWith(Flux
				.defer(() -> this.profile.archive().plan(archive, order.replace(), stage ? id : null, order.change())))
			.concatMapIterable(ImportPlan::files)
			.collectList()
			.map(ImportPlan::new);
	}

	private Mono<ImportPlan> part(Archive archive, Participant participant, UUID id, ImportOrder order, boolean stage) {
		var paths = archive.entries().keySet().stream().filter(participant::owns).toList();
		return this.spool.<ImportPlan>withFile((part) -> this.spool.blocking(() -> {
			archive.copyTo(part, paths);
			return part;
		}).flatMap((file) -> participant.plan(id, file, order, stage))).next();
	}

	static InvalidArchive refused(ImportPlan plan) {
		return new InvalidArchive(plan.files()
			.stream()
			.flatMap((file) -> file.errors()
				.stream()
				.map((error) -> new FieldError(file.path() + ": " + error.field(), error.message())))
			.toList());
	}

	private static ImportPlan and(ImportPlan plan, List<FileChange> images) {
		return new ImportPlan(Stream.concat(plan.files().stream(), images.stream()).toList());
	}

	/** Images cannot be kept until later: they are taken before the last word, or not. */
	private Mono<List<FileChange>> decide(UUID id, Archive archive, MadeImages made) {
		return this.images.takeBack(archive, made).collectList().flatMap((images) -> {
			var taken = new ImportPlan(images);
			return taken.isPossible() ? decide(id).thenReturn(images) : Mono.error(() -> refused(taken));
		}).as(this.transaction::transactional);
	}

	private Mono<Void> decide(UUID id) {
		return this.ledger.decide(id)
			.filter((decided) -> decided)
			.switchIfEmpty(Mono.error(() -> new UnknownImport(id)))
			.then(Mono.defer(() -> this.profile.archive().apply(id)))
			.then(Mono.defer(() -> tell(ImportDecisions.DECIDED, id)));
	}

	private Mono<Void> tell(String type, UUID id) {
		return this.outbox.publish(ImportDecisions.TOPIC, CloudEvent.of(this.service, type, id.toString(),
				this.clock.instant().truncatedTo(ChronoUnit.MILLIS), new ImportDecisions.Decision(id)));
	}

	/**
	 * Only what is not decided is given up.
	 * @return how many imports were
	 */
	private Mono<Long> giveUp(UUID id) {
		return this.ledger.drop(id)
			.filter((dropped) -> dropped)
			.flatMap((_) -> this.profile.archive().drop(id).then(tell(ImportDecisions.DROPPED, id)).thenReturn(1L))
			.as(this.transaction::transactional)
			.onErrorResume((failure) -> {
				logger.warn("An import stays open for a while: " + failure);
				return Mono.empty();
			});
	}

	/**
	 * Gives up what its importer left, or a process that died.
	 * @return how many imports it were
	 */
	Mono<Long> giveUpForgotten() {
		return this.ledger.forgotten(this.settings.patience()).flatMap(this::giveUp).defaultIfEmpty(0L);
	}

	/**
	 * Tells a decision once more that is not done yet. Kafka may have lost it, and nobody
	 * can import anything before it is done; whoever did it does nothing again.
	 * @return the import, empty if there is none or it was told of not long ago
	 */
	Mono<UUID> tellAgain() {
		return this.ledger.overdue(this.settings.patience())
			.delayUntil((id) -> tell(ImportDecisions.DECIDED, id))
			.as(this.transaction::transactional);
	}

	/** Whether everybody is done, or is before it gets too late. */
	private Mono<Boolean> done(UUID id, String authorization) {
		return done(id, authorization, this.settings.settle());
	}

	private Mono<Boolean> done(UUID id, String authorization, Duration wait) {
		return Flux.interval(Duration.ZERO, LOOK)
			.onBackpressureDrop()
			.concatMap((_) -> everywhere(id, authorization), 1)
			.takeUntil((done) -> done)
			.take(wait.dividedBy(LOOK) + 1)
			.take(wait.plus(GRACE))
			.any((done) -> done)
			.delayUntil((done) -> done ? finish(id) : Mono.empty());
	}

	/** Everybody is done, whether it can be noted or not. */
	private Mono<Void> finish(UUID id) {
		return this.ledger.finish(id).onErrorResume((failure) -> {
			logger.debug("That import %s is done is noted when somebody asks for it".formatted(id), failure);
			return Mono.empty();
		});
	}

	private Mono<Boolean> everywhere(UUID id, String authorization) {
		return Flux.fromIterable(this.participants)
			.flatMap((participant) -> isDone(participant, id, authorization))
			.all((done) -> done);
	}

	/** Who does not answer may be done or not, and is asked again. */
	private static Mono<Boolean> isDone(Participant participant, UUID id, String authorization) {
		return participant.state(id, authorization)
			.map((state) -> state == ImportState.APPLIED)
			.defaultIfEmpty(false)
			.onErrorResume((failure) -> {
				logger.debug("The %s does not say how far import %s is".formatted(participant.service(), id), failure);
				return Mono.just(false);
			});
	}

	/**
	 * Tells how far an import is.
	 * @param id the import
	 * @param authorization who asks, as the other services are shown it
	 * @return its progress; fails with {@link UnknownImport} if there is none, or it was
	 * given up
	 */
	Mono<OverallProgress> progress(UUID id, String authorization) {
		return this.ledger.find(id)
			.filter((state) -> state == ImportLedger.State.DECIDED || state == ImportLedger.State.APPLIED)
			.switchIfEmpty(Mono.error(() -> new UnknownImport(id)))
			.flatMap((_) -> services(id, authorization))
			.flatMap((services) -> {
				var done = services.values().stream().allMatch(State.APPLIED::equals);
				return (done ? this.ledger.finish(id) : Mono.<Void>empty())
					.thenReturn(new OverallProgress(id, done ? State.APPLIED : State.APPLYING, services));
			});
	}

	private Mono<Map<String, State>> services(UUID id, String authorization) {
		return Flux.fromIterable(this.participants)
			.flatMapSequential((participant) -> isDone(participant, id, authorization)
				.map((done) -> Map.entry(participant.service(), done ? State.APPLIED : State.APPLYING)))
			.collect(() -> {
				// its own part was done when it was decided
				var services = new LinkedHashMap<String, State>();
				services.put(this.service, State.APPLIED);
				return services;
			}, (services, entry) -> services.put(entry.getKey(), entry.getValue()))
			.map(Collections::unmodifiableMap);
	}

	/**
	 * How far an import is.
	 *
	 * @param id its id
	 * @param state whether everybody is done
	 * @param services whether each of them is
	 */
	record OverallProgress(UUID id, State state, Map<String, State> services) {
	}

}
