/**
 * Wire records that speak of the whole fleet: its nodes in lines, and what people approve. As those
 * of the package above, known to both ends.
 */
@NullMarked
package dev.setpoint.api.wire.fleet;

import org.jspecify.annotations.NullMarked;
