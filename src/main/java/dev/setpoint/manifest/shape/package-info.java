/**
 * Shapes: what a value in a manifest must look like, said once. A shape reads a YAML node into a
 * value, collecting problems instead of throwing, and describes itself as JSON Schema and as
 * reference documentation. Knows no kind of manifest.
 *
 * <p>Doors: {@link dev.setpoint.manifest.shape.Shape}, {@link dev.setpoint.manifest.shape.Shapes},
 * {@link dev.setpoint.manifest.shape.Field}, {@link dev.setpoint.manifest.shape.Reading}.
 */
@NullMarked
package dev.setpoint.manifest.shape;

import org.jspecify.annotations.NullMarked;
