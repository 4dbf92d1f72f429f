/**
 * What people ask nodes to do once: it is kept here until the node has answered or its time is
 * over, goes out with the node's order, and whoever asked waits here. Memory only: what a restart
 * forgets was done or is not done any more, and the node knows which. Also what people take out of
 * reconciliation, which is kept for good. Doors: {@link dev.setpoint.controller.wish.Wishing},
 * {@link dev.setpoint.controller.wish.Suspending}.
 */
@NullMarked
package dev.setpoint.controller.wish;

import org.jspecify.annotations.NullMarked;
