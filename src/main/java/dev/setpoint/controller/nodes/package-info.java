/**
 * The nodes of a fleet as the controller sees them: what each was given, whether it is connected,
 * what it last reported and what that comes to; and the dispatch of orders, which does what a
 * rollout decides. Knows nothing of the source, of manifests' files and of people's requests.
 *
 * <p>Doors: {@link dev.setpoint.controller.nodes.Dispatch}, {@link
 * dev.setpoint.controller.nodes.Standings}, and {@link dev.setpoint.controller.nodes.FleetState}
 * and {@link dev.setpoint.controller.nodes.NodeBook}, which others implement.
 */
@NullMarked
package dev.setpoint.controller.nodes;

import org.jspecify.annotations.NullMarked;
