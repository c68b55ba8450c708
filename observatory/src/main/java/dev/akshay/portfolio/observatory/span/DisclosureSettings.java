package dev.akshay.portfolio.observatory.span;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be shown of addresses.
 *
 * @param paths the patterns of all addresses there are, the most special first; an
 * address is shown as the first that it fits, and not at all if it fits none
 */
@ConfigurationProperties("portfolio.observatory.disclosure")
record DisclosureSettings(@DefaultValue List<String> paths) {
}
