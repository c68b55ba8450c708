package dev.akshay.portfolio.observatory.intake;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is taken in. The largest body as it is sent is
 * {@code portfolio.web.limits.request-body}.
 *
 * @param atOnce how many exports are read or wait at a time; more are refused
 * @param unpacked the largest export once it is unpacked
 */
@Validated
@ConfigurationProperties("portfolio.observatory.intake")
record IntakeSettings(@DefaultValue("16") @Positive int atOnce, @DefaultValue("4MB") DataSize unpacked) {
}
