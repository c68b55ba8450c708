package dev.akshay.portfolio.gateway.protection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key and its certificate for {@code localhost}, in PEM as an operator would bring
 * them.
 */
final class SelfSigned {

	private static final String PASSWORD = "changeit";

	private static final String ALIAS = "gateway";

	private final Path folder;

	private final KeyStore keys;

	SelfSigned() throws IOException, GeneralSecurityException, InterruptedException {
		this.folder = Files.createTempDirectory("gateway-tls");
		var store = this.folder.resolve("keys.p12");
		var keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore",
				store.toString(), "-storepass", PASSWORD)
			.inheritIO()
			.start();
		assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
		this.keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
		write(privateKey(), "PRIVATE KEY", this.keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
		write(certificate(), "CERTIFICATE", this.keys.getCertificate(ALIAS).getEncoded());
	}

	String privateKey() {
		return this.folder.resolve("key.pem").toString();
	}

	String certificate() {
		return this.folder.resolve("certificate.pem").toString();
	}

	/** Trusts this certificate and no other. */
	SSLContext trust() throws GeneralSecurityException, IOException {
		var trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry(ALIAS, this.keys.getCertificate(ALIAS));
		var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		var context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

	private static void write(String file, String type, byte[] content) throws IOException {
		Files.writeString(Path.of(file), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type,
				Base64.getMimeEncoder().encodeToString(content), type));
	}

}
