/**
 * What the sub-rooms of {@code target} share of the way to an engine or a server: sockets of the
 * machine, keys and certificates in PEM files, streams that are opened again, and text of others
 * made fit to be shown. The only sub-room that others may import. Knows no API, no manifest and no
 * drift.
 *
 * <p>Doors: {@link dev.setpoint.target.wire.UnixSocketFactory}, {@link
 * dev.setpoint.target.wire.PemFiles}, {@link dev.setpoint.target.wire.PlainText}, {@link
 * dev.setpoint.target.wire.StandingStream}.
 */
@NullMarked
package dev.setpoint.target.wire;

import org.jspecify.annotations.NullMarked;
