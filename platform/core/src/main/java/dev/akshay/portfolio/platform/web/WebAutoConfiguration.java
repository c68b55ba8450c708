package dev.akshay.portfolio.platform.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Mono;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Habits of HTTP that every service shares. */
@AutoConfiguration
@EnableConfigurationProperties({ WebLimits.class, EdgeLifetime.class })
class WebAutoConfiguration {

	@Bean
	PublicContent publicContent(EdgeLifetime lifetime) {
		return new PublicContent(lifetime);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "portfolio.web.entity-tags", matchIfMissing = true)
	EntityTagFilter entityTagFilter() {
		return new EntityTagFilter();
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 100)
	@ConditionalOnBooleanProperty(name = "portfolio.web.body-limit", matchIfMissing = true)
	WebFilter bodyLimitFilter(WebLimits limits) {
		var limit = new BodyLimit(limits.requestBody());
		var larger = limits.larger().stream().map(LargerBody::of).toList();
		return (exchange, chain) -> Mono
			.defer(() -> chain.filter(limit(larger, exchange.getRequest()).orElse(limit).limit(exchange)));
	}

	private static Optional<BodyLimit> limit(List<LargerBody> larger, ServerHttpRequest request) {
		return larger.stream().filter((other) -> other.isFor(request)).map(LargerBody::limit).findFirst();
	}

	// behind Boot's configurer (0), whose codecs it replaces
	@Bean
	@Order(10)
	StrictRequests strictRequests(JsonMapper json, WebLimits limits) {
		return new StrictRequests(json, limits);
	}

	/** An address that takes more than others. */
	private record LargerBody(HttpMethod method, PathPattern path, BodyLimit limit) {

		static LargerBody of(WebLimits.Larger larger) {
			return new LargerBody(larger.method(), PathPatternParser.defaultInstance.parse(larger.path()),
					new BodyLimit(larger.requestBody()));
		}

		boolean isFor(ServerHttpRequest request) {
			return this.method.equals(request.getMethod())
					&& this.path.matches(request.getPath().pathWithinApplication());
		}

	}

	/**
	 * Requests are read to the letter: an unknown field, a number or text where something
	 * else belongs, a name given twice or bytes behind the end are errors. What other
	 * services answer is read leniently, as they may grow.
	 */
	record StrictRequests(JsonMapper json, WebLimits limits) implements WebFluxConfigurer {

		@Override
		public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
			// the filter above is stricter; this bounds what nobody filtered
			configurer.defaultCodecs().maxInMemorySize(2 * (int) this.limits.requestBody().toBytes());
			configurer.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict()));
		}

		private JsonMapper strict() {
			return this.json.rebuild()
				.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
						DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
				.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
				.withCoercionConfig(LogicalType.Textual,
						(textual) -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
				.withCoercionConfig(LogicalType.Boolean,
						(choice) -> choice.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
				.withCoercionConfig(LogicalType.Enum,
						(choice) -> choice.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
				.withCoercionConfig(LogicalType.Integer,
						(whole) -> whole.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
				// a time is text: nobody means the number of days since 1970
				.withCoercionConfig(LogicalType.DateTime,
						(time) -> time.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
							.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
				.addModule(new SimpleModule().addDeserializer(Instant.class, new WrittenTime()))
				.addHandler(new FieldsOfAnswers())
				.build();
		}

	}

	/** Passes over what a request brings back of an answer. */
	private static final class FieldsOfAnswers extends DeserializationProblemHandler {

		@Override
		public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser,
				ValueDeserializer<?> deserializer, Object beanOrClass, String name) {
			var type = (beanOrClass instanceof Class<?> known) ? known : beanOrClass.getClass();
			var fields = type.getAnnotation(AnsweredOnly.class);
			if (fields == null || !List.of(fields.value()).contains(name)) {
				return false;
			}
			parser.skipChildren();
			return true;
		}

	}

	/** A time is text here, too, where Jackson has no such rule. */
	private static final class WrittenTime extends StdScalarDeserializer<Instant> {

		WrittenTime() {
			super(Instant.class);
		}

		@Override
		public Instant deserialize(JsonParser parser, DeserializationContext context) {
			return parser.hasToken(JsonToken.VALUE_STRING) ? InstantDeserializer.INSTANT.deserialize(parser, context)
					: (Instant) context.handleUnexpectedToken(Instant.class, parser);
		}

	}

}
