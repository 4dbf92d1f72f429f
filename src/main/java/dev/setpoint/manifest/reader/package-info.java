/**
 * Reads a whole repository into manifests, or says everything that is wrong with it: parses each
 * file once, then checks what only all of them together can show. Performs no I/O but reading the
 * tree.
 *
 * <p>Doors: {@link dev.setpoint.manifest.reader.ManifestReader}, {@link
 * dev.setpoint.manifest.kinds.ManifestSchema}.
 */
@NullMarked
package dev.setpoint.manifest.reader;

import org.jspecify.annotations.NullMarked;
