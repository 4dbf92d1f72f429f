/**
 * What happens on the machine: changes of files by inotify, and what drivers hear elsewhere. An
 * event is a hint to look, never a fact.
 *
 * <p>Door: {@link dev.setpoint.target.host.watch.HostWatch}.
 */
@NullMarked
package dev.setpoint.target.host.watch;

import org.jspecify.annotations.NullMarked;
