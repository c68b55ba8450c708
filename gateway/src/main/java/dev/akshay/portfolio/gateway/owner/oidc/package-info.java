/**
 * Lets a provider of OpenID Connect say who the owner is, where one is configured. Where
 * none is, nothing of this is loaded.
 */
@NullMarked
package dev.akshay.portfolio.gateway.owner.oidc;

import org.jspecify.annotations.NullMarked;
