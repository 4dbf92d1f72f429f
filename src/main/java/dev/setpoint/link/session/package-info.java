/**
 * What both ends of a connection share: the channel they talk over, its numbered messages and
 * heartbeats, and the times they keep. Opens no socket, starts no thread, reads no clock of its
 * own.
 *
 * <p>Doors: {@link dev.setpoint.link.session.Channel}, {@link dev.setpoint.link.session.Line}.
 */
@NullMarked
package dev.setpoint.link.session;

import org.jspecify.annotations.NullMarked;
