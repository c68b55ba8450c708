package dev.akshay.portfolio.platform.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses of the suite's services.
 *
 * @param services base URLs of the replicas by service name
 */
@ConfigurationProperties("portfolio")
record Services(@DefaultValue Map<String, List<URI>> services) {
}
