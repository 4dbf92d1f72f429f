/**
 * What all kinds of things of a machine have in common: the interface that each driver implements.
 *
 * <p>Door: {@link dev.setpoint.target.host.part.PartKind}.
 */
@NullMarked
package dev.setpoint.target.host.part;

import org.jspecify.annotations.NullMarked;
