package dev.akshay.portfolio.gateway;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * A small provider of OpenID Connect. It knows one client, checks what a real one would,
 * and says of whoever comes what a test wants.
 */
final class StubProvider implements AutoCloseable {

	static final String CLIENT = "portfolio";

	static final String SECRET = "between us";

	private static final JsonMapper JSON = new JsonMapper();

	private final RSAKey key = newKey("of-the-provider");

	private final DisposableServer server;

	private final Map<String, Map<String, String>> requests = new ConcurrentHashMap<>();

	private final Queue<String> asked = new ConcurrentLinkedQueue<>();

	private volatile Consumer<JWTClaimsSet.Builder> claims = (_) -> {
	};

	private volatile Function<JWTClaimsSet, String> signature = (claims) -> sign(claims, this.key);

	private volatile Consumer<Map<String, Object>> description = (_) -> {
	};

	private volatile String failing = "nothing";

	StubProvider() {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes
				.get("/realm/.well-known/openid-configuration",
						(_, response) -> json("discovery", response, described()))
				.get("/realm/keys",
						(_, response) -> json("keys", response, new JWKSet(this.key.toPublicJWK()).toJSONObject(true)))
				.post("/realm/token", this::token))
			.bindNow();
	}

	static RSAKey newKey(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String issuer() {
		return "http://127.0.0.1:%d/realm".formatted(this.server.port());
	}

	private Map<String, Object> described() {
		var described = new ConcurrentHashMap<String, Object>(Map.of("issuer", issuer(), "authorization_endpoint",
				issuer() + "/authorize", "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys",
				"response_types_supported", new String[] { "code" }, "subject_types_supported",
				new String[] { "public" }, "id_token_signing_alg_values_supported", new String[] { "RS256" }));
		this.description.accept(described);
		return described;
	}

	/** From now on it is honest again, and knows the owner. */
	void reset() {
		this.claims = (_) -> {
		};
		this.signature = (claims) -> sign(claims, this.key);
		this.description = (_) -> {
		};
		this.failing = "nothing";
		this.asked.clear();
	}

	/** Says something else in its tokens. */
	void claims(Consumer<JWTClaimsSet.Builder> change) {
		this.claims = change;
	}

	/** Makes tokens of its claims in another way. */
	void signs(Function<JWTClaimsSet, String> signature) {
		this.signature = signature;
	}

	/** Does not answer where it is asked for one thing any more. */
	void failsAt(String what) {
		this.failing = what;
	}

	/** What it was asked for. */
	Queue<String> asked() {
		return this.asked;
	}

	/**
	 * Lets somebody log in who was sent here, and sends her back.
	 * @param address where she was sent
	 * @return where she is sent back to
	 */
	URI authorize(URI address) {
		var query = UriComponentsBuilder.fromUri(address)
			.build(true)
			.getQueryParams()
			.toSingleValueMap()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> URLDecoder.decode(entry.getValue(), StandardCharsets.UTF_8)));
		if (!address.toString().startsWith(issuer() + "/authorize?") || !CLIENT.equals(query.get("client_id"))
				|| !"code".equals(query.get("response_type")) || !"openid".equals(query.get("scope"))
				|| !"S256".equals(query.get("code_challenge_method"))) {
			throw new IllegalStateException("no provider would take " + address);
		}
		var code = "code-" + this.requests.size();
		this.requests.put(code, query);
		return UriComponentsBuilder.fromUriString(query.get("redirect_uri"))
			.queryParam("code", code)
			.queryParam("state", "{state}")
			.encode()
			.buildAndExpand(query.get("state"))
			.toUri();
	}

	private Publisher<Void> token(HttpServerRequest request, HttpServerResponse response) {
		return Origin.text(request.receive()).flatMap((body) -> {
			var form = Arrays.stream(body.split("&"))
				.map((pair) -> pair.split("=", 2))
				.collect(Collectors.toMap((pair) -> pair[0],
						(pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
			var asked = this.requests.remove(form.getOrDefault("code", ""));
			var credentials = "Basic " + Base64.getEncoder()
				.encodeToString((CLIENT + ":" + "between+us").getBytes(StandardCharsets.UTF_8));
			if (asked == null || !credentials.equals(request.requestHeaders().get("Authorization"))
					|| !asked.get("redirect_uri").equals(form.get("redirect_uri"))
					|| !asked.get("code_challenge").equals(hash(form.getOrDefault("code_verifier", "")))) {
				return Mono.from(json("token", response.status(400), Map.of("error", "invalid_grant")));
			}
			var builder = new JWTClaimsSet.Builder().issuer(issuer())
				.audience(CLIENT)
				.subject("the-owner")
				.issueTime(new Date())
				.expirationTime(Date.from(Instant.now().plusSeconds(300)))
				.claim("nonce", asked.get("nonce"));
			this.claims.accept(builder);
			return Mono.from(json("token", response, Map.of("access_token", "of no use", "token_type", "Bearer",
					"expires_in", 300, "id_token", this.signature.apply(builder.build()))));
		});
	}

	private Publisher<Void> json(String what, HttpServerResponse response, Map<String, Object> body) {
		this.asked.add(what);
		if (what.equals(this.failing)) {
			return response.status(503).send();
		}
		return response.header("Content-Type", "application/json").sendString(Mono.just(JSON.writeValueAsString(body)));
	}

	static String sign(JWTClaimsSet claims, RSAKey key) {
		try {
			var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
			token.sign(new RSASSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String hash(String verifier) {
		try {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(
						MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
