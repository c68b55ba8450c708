package dev.akshay.portfolio.gateway.resilience;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much work is taken on at the same time.
 *
 * @param initial the limit at start
 * @param min the limit that is always kept
 * @param max the limit that is never passed
 * @param reserve which part of it is kept for the owner and for health checks
 */
@Validated
@ConfigurationProperties("portfolio.gateway.shedding")
record SheddingSettings(@DefaultValue("600") @Min(1) int initial, @DefaultValue("300") @Min(1) int min,
		@DefaultValue("3000") @Min(1) int max,
		@DefaultValue("0.1") @DecimalMin("0") @DecimalMax("0.9") double reserve) {
}
