/**
 * Engines on a node that hold resources: one interface, and one sub-room per engine behind it. The
 * only place that talks to an engine. It decides nothing: it describes, observes, applies and
 * listens.
 *
 * <p>Door: {@link dev.setpoint.target.Target}. Called by the agent.
 */
@NullMarked
package dev.setpoint.target;

import org.jspecify.annotations.NullMarked;
