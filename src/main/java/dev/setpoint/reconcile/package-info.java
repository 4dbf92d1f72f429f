/**
 * The heart: what differs between desired and observed state, why, and what is to be done about it.
 * Pure functions over values; nothing here knows an engine, a clock, a disk or a thread.
 *
 * <p>Doors: {@link dev.setpoint.reconcile.DriftDetector}, {@link
 * dev.setpoint.reconcile.plan.Planner} and the values they take and give. Called by the agent to
 * act and by the controller to report.
 */
@NullMarked
package dev.setpoint.reconcile;

import org.jspecify.annotations.NullMarked;
