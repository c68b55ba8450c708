package dev.akshay.portfolio.profile.media;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of what is taken in.
 *
 * @param pixels the largest image that is decoded: width times height
 * @param decoded how much memory it may take decoded; of what is larger only every
 * second, third … pixel is read
 * @param widest how wide the widest variant is at most, in pixels
 * @param kept how many pixels the widest variant has at most
 * @param photograph an image without transparency that is larger than this as PNG becomes
 * a JPEG
 * @param atOnce how many uploads are taken at a time; one of them is decoded
 * @param arrival how long the bytes of one may take to arrive
 */
@ConfigurationProperties("portfolio.media")
record MediaSettings(@DefaultValue("40000000") int pixels, @DefaultValue("40MB") DataSize decoded,
		@DefaultValue("2400") int widest, @DefaultValue("4500000") int kept, @DefaultValue("1MB") DataSize photograph,
		@DefaultValue("2") int atOnce, @DefaultValue("30s") Duration arrival) {
}
