/**
 * What a {@code Node} says of its targets: names, families, and how to reach them. Values only.
 *
 * <p>Doors: {@link dev.setpoint.manifest.node.TargetDeclaration}, {@link
 * dev.setpoint.manifest.node.TargetFamily}.
 */
@NullMarked
package dev.setpoint.manifest.node;

import org.jspecify.annotations.NullMarked;
