/**
 * Writes manifests as YAML text that the reader reads. The only place that makes YAML; what is
 * written in a manifest is decided elsewhere.
 *
 * <p>Door: {@link dev.setpoint.manifest.writer.YamlText}.
 */
@NullMarked
package dev.setpoint.manifest.writer;

import org.jspecify.annotations.NullMarked;
