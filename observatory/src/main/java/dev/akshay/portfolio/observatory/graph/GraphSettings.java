package dev.akshay.portfolio.observatory.graph;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far the service graph looks back.
 *
 * @param window what its figures are about
 * @param slices into how many parts the window is divided; the oldest goes as a whole
 * @param edges how many edges there may be; more are not counted
 * @param remembered how long it is told who asked whom, also where nobody does any more
 */
@ConfigurationProperties("portfolio.observatory.graph")
record GraphSettings(@DefaultValue("60s") Duration window, @DefaultValue("12") int slices,
		@DefaultValue("100") int edges, @DefaultValue("1h") Duration remembered) {

	long rememberedSlices() {
		return this.remembered.toMillis() / sliceMillis();
	}

	long sliceMillis() {
		return this.window.toMillis() / this.slices;
	}

}
