package dev.akshay.portfolio.insights.lab.purge;

import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Content that is there to be changed.
 *
 * @param id its id
 * @param revision how often it has changed
 */
@Schema(name = "LabNote")
record Note(UUID id, int revision) {
}
