/**
 * Pure mappings between three worlds: what a manifest declares, what an engine reports in its JSON,
 * and the fields that are compared. Row by row, one row per field; nothing here asks an engine.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.fields.Rows}, {@link
 * dev.setpoint.target.docker.fields.ContainerBody}.
 */
@NullMarked
package dev.setpoint.target.docker.fields;

import org.jspecify.annotations.NullMarked;
