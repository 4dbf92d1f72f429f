/**
 * How one talks to a real LXD or Incus server: HTTP over its unix socket, or over TLS with a client
 * certificate and a pinned server certificate; operations, events, files, commands, images and
 * trust. Where the two servers differ, the differences are data.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.http.HttpServer}. Knows {@code api}, whose calls it
 * makes, and {@code target.wire}.
 */
@NullMarked
package dev.setpoint.target.lxd.http;

import org.jspecify.annotations.NullMarked;
