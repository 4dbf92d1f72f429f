/**
 * What a {@code Host} declares of a machine, thing by thing: files, packages, units and so on.
 * Values only. Reading them out of a document is in {@code manifest.kinds.host}.
 *
 * <p>Door: {@link dev.setpoint.manifest.host.HostSpec}.
 */
@NullMarked
package dev.setpoint.manifest.host;

import org.jspecify.annotations.NullMarked;
