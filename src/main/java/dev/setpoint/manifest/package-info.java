/**
 * What git says should be: one record per kind of manifest. The packages below read them: YAML to
 * nodes ({@code yaml}), nodes to values ({@code shape}, {@code scalar}, {@code kinds}), a whole
 * repository ({@code reader}). Nothing here knows an engine, git or a node's live state.
 *
 * <p>Doors: {@link dev.setpoint.manifest.Manifest}, {@link dev.setpoint.manifest.RepositoryTree}.
 */
@NullMarked
package dev.setpoint.manifest;

import org.jspecify.annotations.NullMarked;
