package dev.akshay.portfolio.gateway.owner.oidc;

import java.util.Map;
import java.util.Objects;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.util.Assert;

/**
 * What has to be remembered of a browser that was sent to the provider, until it comes
 * back.
 *
 * @param state comes back with it
 * @param nonce is, hashed, in the provider's token
 * @param verifier proves to the provider who sent the browser (PKCE, RFC 7636)
 * @param redirectUri where it was told to come back to
 */
record SignIn(String state, String nonce, String verifier, String redirectUri) {

	static SignIn of(OAuth2AuthorizationRequest request) {
		var redirectUri = request.getRedirectUri();
		var state = request.getState();
		Assert.state(redirectUri != null && state != null, "a request that comes back");
		return new SignIn(state, attribute(request, OidcParameterNames.NONCE),
				attribute(request, PkceParameterNames.CODE_VERIFIER), redirectUri);
	}

	private static String attribute(OAuth2AuthorizationRequest request, String name) {
		String value = request.getAttribute(name);
		Assert.state(value != null, name);
		return value;
	}

	/** The request that began it, as far as the answer is checked against it. */
	OAuth2AuthorizationRequest request(ClientRegistration registration) {
		return OAuth2AuthorizationRequest.authorizationCode()
			.clientId(registration.getClientId())
			.authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
			.redirectUri(this.redirectUri)
			.scopes(registration.getScopes())
			.state(this.state)
			.attributes(Map.of(OidcParameterNames.NONCE, this.nonce, PkceParameterNames.CODE_VERIFIER, this.verifier))
			.build();
	}

	/** Is not for logs. */
	@Override
	public String toString() {
		return "SignIn";
	}

}
