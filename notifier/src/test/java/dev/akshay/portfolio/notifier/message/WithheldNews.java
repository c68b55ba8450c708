package dev.akshay.portfolio.notifier.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** A producer that, while it is told so, gets no answer to news of deliveries. */
@TestConfiguration(proxyBeanMethods = false)
class WithheldNews {

	private final List<Callback> waiting = new CopyOnWriteArrayList<>();

	private volatile int count;

	private volatile boolean withholding;

	void begin() {
		this.waiting.clear();
		this.count = 0;
		this.withholding = true;
	}

	void end() {
		this.withholding = false;
		failAll();
	}

	/** How often news have been held back since it began. */
	int count() {
		return this.count;
	}

	void failAll() {
		var failed = List.copyOf(this.waiting);
		this.waiting.removeAll(failed);
		failed.forEach((callback) -> callback.onCompletion(null, new TimeoutException("no answer")));
	}

	private synchronized Object withhold(Callback callback) {
		this.waiting.add(callback);
		this.count++;
		return new CompletableFuture<>();
	}

	@Bean
	DefaultKafkaProducerFactoryCustomizer withholding() {
		return this::wrapProducersOf;
	}

	private <K, V> void wrapProducersOf(DefaultKafkaProducerFactory<K, V> factory) {
		factory.addPostProcessor(this::wrapped);
	}

	@SuppressWarnings("unchecked") // it is what it was, but for one method
	private <K, V> Producer<K, V> wrapped(Producer<K, V> producer) {
		return (Producer<K, V>) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Producer.class },
				(_, method, arguments) -> {
					if (this.withholding && method.getName().equals("send")
							&& arguments[0] instanceof ProducerRecord<?, ?> sent
							&& sent.topic().equals(Deliveries.TOPIC)) {
						return withhold((Callback) arguments[1]);
					}
					try {
						return method.invoke(producer, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

}
