/**
 * Shapes of single values: names, paths, images, ports, addresses, signals, sizes and durations.
 * Each knows its grammar and what to write instead; none knows which field it stands in.
 */
@NullMarked
package dev.setpoint.manifest.scalar;

import org.jspecify.annotations.NullMarked;
