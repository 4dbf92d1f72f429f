/**
 * The machine as its drivers reach it: its file tree, its accounts, its programs. No kind of
 * resource is known here.
 *
 * <p>Doors: {@link dev.setpoint.target.host.machine.Machine}, {@link
 * dev.setpoint.target.host.machine.Programs}.
 */
@NullMarked
package dev.setpoint.target.host.machine;

import org.jspecify.annotations.NullMarked;
