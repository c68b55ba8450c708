/**
 * What profile-service tells about the owner.
 */
@NullMarked
package dev.akshay.portfolio.website.profile;

import org.jspecify.annotations.NullMarked;
