package dev.akshay.portfolio.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** AsyncAPI says what the code does. */
class EventsDocumentTests {

	private static final Path EVENTS = Repository.ROOT.resolve("docs/events");

	private static final Path SAMPLES = Repository.ROOT.resolve("platform/test/src/main/resources/events");

	private static final Pattern TOPIC = Pattern
		.compile("static final String (?:TOPIC|PURGES) = \"(portfolio\\.[a-z.]+)\"");

	private static final Pattern TYPE = Pattern.compile("\"(dev\\.akshay\\.portfolio\\.[a-z]+\\.[a-z-]+\\.v\\d+)\"");

	/** Made of the topic they belong to. */
	private static final Pattern DERIVED = Pattern.compile("\\.dead-letters|\\.[a-z{}-]+\\.retry-[0-9a-z{}]+");

	private final String text = Repository.read(EVENTS.resolve("asyncapi.yaml"));

	private final Map<?, ?> document = (Map<?, ?>) Repository.yaml(EVENTS.resolve("asyncapi.yaml"));

	@Test
	void everyTopicOfTheCodeIsDescribed() {
		Set<String> described = addresses().stream()
			.filter((address) -> !DERIVED.matcher(address).find())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(described).isEqualTo(inCode(TOPIC));
	}

	@Test
	void everyDerivedTopicBelongsToOne() {
		Set<String> topics = inCode(TOPIC);
		assertThat(addresses().stream().filter((address) -> DERIVED.matcher(address).find())).isNotEmpty()
			.allSatisfy((address) -> assertThat(topics).contains(DERIVED.matcher(address).replaceFirst("")));
	}

	@Test
	void everyTypeOfTheCodeIsDescribed() {
		Set<String> described = messages().values()
			.stream()
			.map((message) -> ((Map<?, ?>) message).get("name"))
			.filter((name) -> name != null)
			.map(String::valueOf)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(described).isEqualTo(inCode(TYPE));
	}

	@Test
	void everyTypeHasASchemaAndASample() {
		assertThat(messages().values().stream().map((message) -> (Map<?, ?>) message)).allSatisfy((message) -> {
			if (message.get("payload") instanceof Map<?, ?> payload) {
				String schema = String.valueOf(payload.get("$ref"));
				assertThat(EVENTS.resolve(schema)).exists();
				assertThat(SAMPLES.resolve(schema.replace(".schema.json", ".json"))).exists();
				assertThat(Repository.read(EVENTS.resolve("README.md"))).contains("(" + schema + ")");
			}
		});
	}

	@Test
	void everyChannelIsUsedAndEveryReferenceLeadsSomewhere() {
		List<String> references = Pattern.compile("\\$ref: '#(/[^']+)'")
			.matcher(this.text)
			.results()
			.map((match) -> match.group(1))
			.toList();
		assertThat(references).isNotEmpty().allSatisfy((reference) -> assertThat(at(reference)).isNotNull());
		assertThat(channels().keySet().stream().map((channel) -> "/channels/" + channel))
			.allSatisfy((channel) -> assertThat(at("/operations").toString()).contains("#" + channel + "}"));
	}

	private Set<String> addresses() {
		return channels().values()
			.stream()
			.map((channel) -> String.valueOf(((Map<?, ?>) channel).get("address")))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private Map<?, ?> channels() {
		return (Map<?, ?>) at("/channels");
	}

	private Map<?, ?> messages() {
		return (Map<?, ?>) at("/components/messages");
	}

	private Object at(String pointer) {
		Object node = this.document;
		for (String name : pointer.substring(1).split("/")) {
			node = (node instanceof Map<?, ?> map) ? map.get(name) : null;
		}
		assertThat(node).as(pointer).isNotNull();
		return node;
	}

	/** What the services' own code says; the bench only imitates them. */
	private static Set<String> inCode(Pattern pattern) {
		return Repository
			.files((file) -> file.toString().endsWith(".java") && Repository.name(file).contains("/src/main/")
					&& !Repository.name(file).startsWith("bench"))
			.stream()
			.flatMap((file) -> pattern.matcher(Repository.read(file)).results())
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
