/**
 * The owner's profile, where it is kept, and how it is told: to people and as a résumé.
 */
@NullMarked
package dev.akshay.portfolio.profile.person;

import org.jspecify.annotations.NullMarked;
