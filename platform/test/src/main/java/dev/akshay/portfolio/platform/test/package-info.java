/**
 * What the tests of every module stand on: a real PostgreSQL, a real Kafka, a real mail
 * server, and the rules of the house.
 */
@NullMarked
package dev.akshay.portfolio.platform.test;

import org.jspecify.annotations.NullMarked;
