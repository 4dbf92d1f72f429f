/**
 * How an agent reaches its controller: one WebSocket over TLS 1.3, through an HTTP proxy where
 * there is one. Decides nothing.
 *
 * <p>Door: {@link dev.setpoint.link.dial.WebSocketDialer}.
 */
@NullMarked
package dev.setpoint.link.dial;

import org.jspecify.annotations.NullMarked;
