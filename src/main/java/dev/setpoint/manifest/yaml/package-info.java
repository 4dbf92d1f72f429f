/**
 * Strict reading of YAML: composed nodes with their place, shapes that decode them and describe
 * themselves as JSON Schema, and the problems found. Knows no kind of manifest.
 */
@NullMarked
package dev.setpoint.manifest.yaml;

import org.jspecify.annotations.NullMarked;
