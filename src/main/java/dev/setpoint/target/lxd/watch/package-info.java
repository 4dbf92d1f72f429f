/**
 * How a server is listened to: its lifecycle events become hints of what to look at, with who did
 * it unless it was this process. Decides nothing and changes nothing.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.watch.ServerWatch}, {@link
 * dev.setpoint.target.lxd.watch.OwnCalls}.
 */
@NullMarked
package dev.setpoint.target.lxd.watch;

import org.jspecify.annotations.NullMarked;
