/**
 * What the programs have in common and only wires: the machine's clock and threads, its engines,
 * the end that a signal asks for. Decides nothing.
 *
 * <p>Doors: {@link dev.setpoint.process.MachineEngines}, {@link
 * dev.setpoint.process.ThreadTimeline}. Used by the root package and by the agent's program.
 */
@NullMarked
package dev.setpoint.process;

import org.jspecify.annotations.NullMarked;
