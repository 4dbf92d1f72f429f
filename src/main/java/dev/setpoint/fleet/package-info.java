/**
 * Nodes, and the messages that controller and agents share: orders down, reports up. The two sides
 * meet here and nowhere else. Pure values.
 *
 * <p>Doors: {@link dev.setpoint.fleet.NodeOrder}, {@link dev.setpoint.fleet.NodeReport}, {@link
 * dev.setpoint.fleet.NodeLink}.
 */
@NullMarked
package dev.setpoint.fleet;

import org.jspecify.annotations.NullMarked;
