/**
 * Variables in manifests: finds them in text and in documents, and puts the values of a node in
 * their place. Knows neither kinds nor where values come from.
 *
 * <p>Doors: {@link dev.setpoint.manifest.substitution.Template}, {@link
 * dev.setpoint.manifest.substitution.VariableText}, {@link
 * dev.setpoint.manifest.substitution.Variables}.
 */
@NullMarked
package dev.setpoint.manifest.substitution;

import org.jspecify.annotations.NullMarked;
