/**
 * The fields of a {@code Host}, section by section: how the things of a machine are written.
 *
 * <p>Door: {@link dev.setpoint.manifest.kinds.host.HostKind}.
 */
@NullMarked
package dev.setpoint.manifest.kinds.host;

import org.jspecify.annotations.NullMarked;
