package dev.akshay.portfolio.notifier.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.akshay.portfolio.platform.messaging.EventConsumer;
import dev.akshay.portfolio.platform.messaging.EventFormat;
import dev.akshay.portfolio.platform.messaging.EventPublisher;
import dev.akshay.portfolio.platform.test.RealKafka;
import dev.akshay.portfolio.platform.test.RealMail;
import dev.akshay.portfolio.platform.test.SampleEvent;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "portfolio.mail.to=owner@example.com", "portfolio.mail.from=site@example.com",
		"portfolio.messaging.retry.longest=1s", "spring.kafka.producer.properties.max.request.size=8388608" })
@Import({ RealKafka.class, RealMail.class, StoredContent.class, WithheldNews.class,
		MessageMailsIntegrationTests.Reader.class })
@ExtendWith(OutputCaptureExtension.class)
class MessageMailsIntegrationTests {

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private GreenMail mailServer;

	@Autowired
	private JavaMailSenderImpl mailSender;

	@Autowired
	private EventPublisher publisher;

	@Autowired
	private EventFormat format;

	@Autowired
	private ConsumerFactory<String, byte[]> consumers;

	@Autowired
	private StoredMessages messages;

	@Autowired
	private Reader reader;

	@Autowired
	private StoredContent content;

	@Autowired
	private EventConsumer consumer;

	@Autowired
	private WithheldNews withheld;

	private final String message = UUID.randomUUID().toString();

	private final String event = UUID.randomUUID().toString();

	private final SampleEvent sample = SampleEvent.of("message-received.v1").about(this.message, this.event);

	@BeforeEach
	void leaveMessage() {
		this.content.leave(this.message);
	}

	@Test
	void sendsMailAndTellsThatItIsDelivered() throws MessagingException {
		send(this.sample);
		var delivered = delivery();
		assertThat(header(delivered, "ce_type")).isEqualTo("dev.akshay.portfolio.contact.message-delivered.v1");
		assertThat(header(delivered, "ce_source")).isEqualTo("/notifier");
		assertThat(header(delivered, "ce_subject")).isEqualTo(this.message);
		assertThat(value(delivered))
			.matches("\\{\"messageId\":\"%s\",\"deliveredAt\":\"[0-9T:.-]+Z\"}".formatted(this.message));
		var mail = onlyMail();
		assertThat(mail.getSubject()).isEqualTo("A question about the outbox");
		assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("site@example.com");
		assertThat(mail.getReplyTo()).extracting(Object::toString).containsExactly("Ada Lovelace <ada@example.org>");
		assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("owner@example.com");
		assertThat(mail.getContentType()).isEqualTo("text/plain; charset=UTF-8");
		assertThat(GreenMailUtil.getBody(mail)).contains("How do you keep events in order?");
	}

	@Test
	void continuesTheTraceToTheMailAndBack() throws MessagingException {
		var trace = send(this.sample);
		assertThat(traceOf(delivery().headers())).isEqualTo(trace);
		assertThat(onlyMail().getHeader("X-Trace-Id")).containsExactly(trace);
	}

	@Test
	void sendsNoSecondMailForTheSameEvent() {
		send(this.sample);
		send(this.sample);
		sendAnotherAndAwaitIt();
		assertThat(mails()).hasSize(1);
		assertThat(deliveries()).as("told again, it is the same event").hasSize(2);
		assertThat(deliveries()).extracting((told) -> header(told, "ce_id")).containsOnly(header(delivery(), "ce_id"));
		assertThat(deliveries()).extracting(MessageMailsIntegrationTests::value).containsOnly(value(delivery()));
	}

	@Test
	void tellsAgainWhoseNewsWasLostWithoutASecondMail() {
		send(this.sample);
		var lost = delivery();
		this.reader.events.removeAll(deliveries());
		// a reminder: events of earlier versions had other ids
		var reminder = this.sample.about(this.message, UUID.randomUUID().toString());
		send(reminder);
		assertThat(value(delivery())).isEqualTo(value(lost));
		assertThat(header(delivery(), "ce_type")).isEqualTo(header(lost, "ce_type"));
		assertThat(header(delivery(), "ce_id")).isEqualTo(header(lost, "ce_id"));
		assertThat(mails()).hasSize(1);
		assertThat(mailsOf(reminder)).isEmpty();
	}

	@Test
	void remembersWhatWasDeliveredBeforeItStarted() {
		send(this.sample);
		delivery();
		var recalled = new HashMap<UUID, Instant>();
		var justStarted = new Deliveries(this.publisher, this.format, this.consumers);
		justStarted.recall(recalled::put);
		var message = UUID.fromString(this.message);
		assertThat(recalled).hasEntrySatisfying(message, (at) -> assertThat(value(delivery())).contains(at.toString()));
		recalled.clear();
		justStarted.recall(recalled::put);
		assertThat(recalled).doesNotContainKey(message);
	}

	@Test
	void sendsNoSecondMailForWhatWasPutOffAndThenDeliveredByAnother() {
		var another = new Deliveries(this.publisher, this.format, this.consumers);
		another.delivered(UUID.fromString(this.message), Instant.now()).join();
		sendAgain(this.sample);
		// it is behind it in the same partition
		sendAgain(this.sample.about(this.message, UUID.randomUUID().toString()).withHeader("ce_specversion", "7.0"));
		await().atMost(Duration.ofSeconds(30)).until(() -> !parked().isEmpty());
		assertThat(mails()).isEmpty();
	}

	private void sendAgain(SampleEvent event) {
		var sent = event.toSend();
		var again = new ProducerRecord<>(sent.topic() + ".notifier.retry-1", sent.key(), sent.value());
		sent.headers().forEach(again.headers()::add);
		this.kafka.send(again).join();
	}

	@Test
	void asksForManyMessagesWithoutAskingTooMuchAtOnce() {
		var ids = Stream.generate(UUID::randomUUID).limit(250).toList();
		ids.forEach((id) -> this.content.leave(id.toString()));
		assertThat(this.messages.of(ids)).containsOnlyKeys(ids);
	}

	@ParameterizedTest
	@ValueSource(strings = { "message-delivered", "message-parked" })
	void saysWhatSchemaAndSampleSay(String type) throws IOException {
		if (type.equals("message-parked")) {
			this.content.change(this.message, "email", "no address");
		}
		send(this.sample);
		var sample = SampleEvent.of(type + ".v1");
		assertThat(delivery().headers()).extracting(Header::key)
			.containsExactlyInAnyOrderElementsOf(sample.headers().keySet());
		assertThat(header(delivery(), "ce_type")).isEqualTo(sample.headers().get("ce_type"));
		var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(Files.readString(Path.of("../docs/events/" + type + ".v1.schema.json")));
		assertThat(schema.validate(value(delivery()), InputFormat.JSON)).isEmpty();
		assertThat(schema.validate(sample.data().toString(), InputFormat.JSON)).isEmpty();
	}

	@Test
	void keepsOneMessageIdPerEvent() throws MessagingException {
		send(this.sample);
		delivery();
		var expected = UUID.nameUUIDFromBytes(this.event.getBytes(StandardCharsets.UTF_8));
		assertThat(onlyMail().getMessageID()).isEqualTo("<" + expected + "@example.com>");
	}

	@Test
	void encodesWhatIsNotAscii() throws MessagingException {
		this.content.change(this.message, "name", "Zoë \"Z\" <x@example.org>, Ñandú");
		this.content.change(this.message, "subject", "Grüße — 你好");
		send(this.sample);
		delivery();
		var mail = onlyMail();
		assertThat(mail.getSubject()).isEqualTo("Grüße — 你好");
		assertThat(mail.getReplyTo()).hasSize(1);
		assertThat(((InternetAddress) mail.getReplyTo()[0]).getPersonal())
			.isEqualTo("Zoë \"Z\" <x@example.org>, Ñandú");
		assertThat(((InternetAddress) mail.getReplyTo()[0]).getAddress()).isEqualTo("ada@example.org");
	}

	@Test
	void sendsNoMoreThanTwoMailsAheadOfTheirNews() {
		stopConsumer();
		var events = IntStream.range(0, 10).mapToObj((_) -> leaveAnother()).toList();
		this.withheld.begin();
		this.consumer.start();
		// the second time the news of a mail comes, the thread has been through all it
		// may
		for (int round = 1; round <= 3; round++) {
			int most = 2 * round;
			await().atMost(Duration.ofSeconds(30)).until(() -> this.withheld.count() >= most);
			assertThat(sent(events)).isEqualTo(2);
			this.withheld.failAll();
		}
		this.withheld.end();
		await().atMost(Duration.ofSeconds(60)).until(() -> delivered(events) == events.size());
		assertThat(events).allSatisfy((each) -> assertThat(mailsOf(each)).hasSize(1));
	}

	private void stopConsumer() {
		var stopped = new CompletableFuture<Void>();
		this.consumer.stop(() -> stopped.complete(null));
		assertThat(stopped).succeedsWithin(Duration.ofSeconds(30));
	}

	/** All of them in one partition, and so for one thread. */
	private SampleEvent leaveAnother() {
		var id = UUID.randomUUID().toString();
		this.content.leave(id);
		var another = this.sample.about(id, UUID.randomUUID().toString());
		var sent = another.toSend();
		this.kafka.send(new ProducerRecord<>(sent.topic(), 0, sent.key(), sent.value(), sent.headers())).join();
		return another;
	}

	private long sent(List<SampleEvent> events) {
		return events.stream().filter((each) -> !mailsOf(each).isEmpty()).count();
	}

	private long delivered(List<SampleEvent> events) {
		var ids = events.stream().map((each) -> each.toSend().key()).collect(Collectors.toSet());
		return this.reader.events.stream()
			.filter((read) -> read.topic().equals("portfolio.contact.deliveries") && ids.contains(read.key()))
			.map(ConsumerRecord::key)
			.distinct()
			.count();
	}

	@Test
	void waitsForTheMailServer(CapturedOutput output) {
		this.mailServer.stop();
		send(this.sample);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> output.getOut().contains("the mail server cannot be reached"));
		assertThat(deliveries()).isEmpty();
		startMailServer();
		delivery();
		assertThat(mails()).hasSize(1);
		assertThat(output.getOut().split("the mail server cannot be reached", -1)).as("once per outage").hasSize(2);
	}

	@Test
	void parksWhatCannotBecomeAMail() {
		this.content.change(this.message, "email", "no address at all");
		var trace = send(this.sample);
		var parked = delivery();
		assertThat(header(parked, "ce_type")).isEqualTo("dev.akshay.portfolio.contact.message-parked.v1");
		assertThat(value(parked)).contains("\"messageId\":\"" + this.message + "\"",
				"\"reason\":\"no mail can be made of it\"");
		assertThat(traceOf(parked.headers())).isEqualTo(trace);
		var letter = deadLetter();
		assertThat(letter.value()).isEqualTo(this.sample.toSend().value());
		assertThat(header(letter, "ce_id")).isEqualTo(this.event);
		assertThat(header(letter, "dead-letter-reason")).isEqualTo("no mail can be made of it");
		assertThat(header(letter, "dead-letter-consumer")).isEqualTo("notifier");
		assertThat(header(letter, "dead-letter-origin")).matches("portfolio\\.contact\\.messages-\\d@\\d+");
		assertThat(mails()).isEmpty();
	}

	@Test
	void parksWhatItCannotReadAndGoesOn() {
		var poison = new ProducerRecord<>(this.sample.topic(), this.message,
				"{\"name\":".getBytes(StandardCharsets.UTF_8));
		this.sample.toSend().headers().forEach(poison.headers()::add);
		this.kafka.send(poison).join();
		assertThat(header(deadLetter(), "dead-letter-reason")).isEqualTo("the data is not valid JSON");
		assertThat(value(delivery())).contains("\"reason\":\"the data is not valid JSON\"");
		sendAnotherAndAwaitIt();
	}

	@Test
	void parksWhatItDoesNotKnow() {
		send(this.sample.withHeader("ce_type", "dev.akshay.portfolio.contact.message-received.v9"));
		assertThat(header(deadLetter(), "dead-letter-reason")).isEqualTo("its type is unknown here");
	}

	@Test
	void parksWhatIsFarTooLargeAndGoesOn() {
		send(this.sample.with("padding", "x".repeat(5 << 20)));
		var letter = deadLetter();
		assertThat(header(letter, "dead-letter-reason")).isEqualTo("the data are larger than 262144 bytes");
		assertThat(header(letter, "dead-letter-data-left-out")).matches("\\d+ bytes");
		sendAnotherAndAwaitIt();
	}

	@Test
	void parksWhatWasDeletedBeforeItCouldBeSent() {
		this.content.delete(this.message);
		send(this.sample);
		assertThat(value(delivery())).contains("\"reason\":\"it was deleted before it could be sent\"");
		assertThat(mails()).isEmpty();
		assertThat(of("portfolio.contact.messages.dead-letters")).isEmpty();
	}

	@Test
	void waitsForContactService(CapturedOutput output) {
		this.content.fallSilent(true);
		send(this.sample);
		await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains("contact-service does not answer"));
		assertThat(deliveries()).isEmpty();
		this.content.fallSilent(false);
		delivery();
		assertThat(mails()).hasSize(1);
	}

	@Test
	void parksWhatIsNoEvent() {
		this.kafka.send(this.sample.topic(), this.message, new byte[] { 0, 1, 2 }).join();
		assertThat(header(deadLetter(), "dead-letter-reason")).isEqualTo("ce_type is missing");
	}

	@Test
	void keepsEveryReasonOfOneThatComesBack() {
		send(this.sample.withHeader("ce_type", "dev.akshay.portfolio.contact.message-received.v9")
			.withHeader("dead-letter-reason", "an older one"));
		assertThat(deadLetter().headers().headers("dead-letter-reason"))
			.extracting((header) -> new String(header.value()))
			.containsExactly("an older one", "its type is unknown here");
	}

	@Test
	void saysNothingPersonalInTheLog(CapturedOutput output) {
		this.content.change(this.message, "email", "secret at nowhere");
		this.content.change(this.message, "name", "Secret Name");
		this.content.change(this.message, "body", "Secret Body");
		send(this.sample);
		deadLetter();
		assertThat(output.getOut()).contains("went to the dead letters").doesNotContainIgnoringCase("secret");
	}

	// the template starts a trace of its own
	private String send(SampleEvent sent) {
		return traceOf(this.kafka.send(sent.toSend()).join().getProducerRecord().headers());
	}

	private static String traceOf(Headers headers) {
		return new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8).split("-")[1];
	}

	// the same key: by the time it is parked, what was sent before is through
	private void sendAnotherAndAwaitIt() {
		var before = parked().size();
		send(this.sample.about(this.message, UUID.randomUUID().toString()).withHeader("ce_specversion", "7.0"));
		await().atMost(Duration.ofSeconds(30)).until(() -> parked().size() > before);
		this.reader.events.remove(parked().getLast());
	}

	private List<ConsumerRecord<String, byte[]>> parked() {
		return deliveries().stream()
			.filter((delivery) -> header(delivery, "ce_type").endsWith("message-parked.v1"))
			.toList();
	}

	// it comes back on another port
	private void startMailServer() {
		this.mailServer.start();
		this.mailSender.setPort(this.mailServer.getSmtp().getPort());
	}

	private ConsumerRecord<String, byte[]> delivery() {
		await().atMost(Duration.ofSeconds(30)).until(() -> !deliveries().isEmpty());
		return deliveries().getLast();
	}

	private ConsumerRecord<String, byte[]> deadLetter() {
		await().atMost(Duration.ofSeconds(30)).until(() -> !of("portfolio.contact.messages.dead-letters").isEmpty());
		return of("portfolio.contact.messages.dead-letters").getLast();
	}

	private List<ConsumerRecord<String, byte[]>> deliveries() {
		return of("portfolio.contact.deliveries");
	}

	private List<ConsumerRecord<String, byte[]>> of(String topic) {
		return this.reader.events.stream()
			.filter((read) -> read.topic().equals(topic) && this.message.equals(read.key()))
			.toList();
	}

	private List<MimeMessage> mails() {
		return mailsOf(this.event);
	}

	private List<MimeMessage> mailsOf(SampleEvent sent) {
		return mailsOf(sent.headers().get("ce_id"));
	}

	private List<MimeMessage> mailsOf(String event) {
		var expected = UUID.nameUUIDFromBytes(event.getBytes(StandardCharsets.UTF_8)).toString();
		return Arrays.stream(this.mailServer.getReceivedMessages())
			.filter((mail) -> GreenMailUtil.getHeaders(mail).contains(expected))
			.toList();
	}

	private MimeMessage onlyMail() {
		assertThat(mails()).hasSize(1);
		return mails().getFirst();
	}

	private static String header(ConsumerRecord<String, byte[]> event, String name) {
		return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	private static String value(ConsumerRecord<String, byte[]> event) {
		return new String(event.value(), StandardCharsets.UTF_8);
	}

	/** Reads what the notifier writes. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Reader {

		private final List<ConsumerRecord<String, byte[]>> events = new CopyOnWriteArrayList<>();

		@KafkaListener(id = "reader", groupId = "reader",
				topics = { "portfolio.contact.deliveries", "portfolio.contact.messages.dead-letters" })
		void read(ConsumerRecord<String, byte[]> event) {
			this.events.add(event);
		}

		// contact-service owns it
		@Bean
		NewTopic messagesTopic() {
			return new NewTopic("portfolio.contact.messages", 3, (short) 1)
				.configs(Map.of("max.message.bytes", String.valueOf(8 << 20)));
		}

	}

}
