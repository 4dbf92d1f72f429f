/**
 * The generic field model: a resource, desired or observed, is a sorted map of path to value, and a
 * table per kind says how each path is compared and corrected. Values never hold a secret.
 *
 * <p>Doors: {@link dev.setpoint.reconcile.field.Fields}, {@link
 * dev.setpoint.reconcile.field.FieldTable}.
 */
@NullMarked
package dev.setpoint.reconcile.field;

import org.jspecify.annotations.NullMarked;
