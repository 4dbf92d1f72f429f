/**
 * What an agent and a controller say to each other before they are connected, as JSON records.
 * Holds secrets; none of them prints any. Door: {@link dev.setpoint.trust.wire.JoinJson}.
 */
@NullMarked
package dev.setpoint.trust.wire;

import org.jspecify.annotations.NullMarked;
