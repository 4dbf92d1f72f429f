/**
 * What git says should be: one record per kind of manifest, the strict YAML reader that makes them,
 * and its problems with place and remedy. Nothing here knows an engine, git or a node's live state.
 *
 * <p>Doors: {@link dev.setpoint.manifest.Manifest}, {@link dev.setpoint.manifest.RepositoryTree}.
 */
@NullMarked
package dev.setpoint.manifest;

import org.jspecify.annotations.NullMarked;
