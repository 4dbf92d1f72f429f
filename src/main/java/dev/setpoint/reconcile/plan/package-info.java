/**
 * From drift to plan: what is corrected now and how, in which order, and what is not and why. Holds
 * the gates (modes, suspensions, the loop breaker, needs) and the plan's text and digest; the
 * values themselves live in {@code reconcile}. Pure.
 *
 * <p>Doors: {@link dev.setpoint.reconcile.plan.Planner}, {@link
 * dev.setpoint.reconcile.plan.LoopBreaker}, {@link dev.setpoint.reconcile.plan.PlanText}, {@link
 * dev.setpoint.reconcile.plan.PlanDigest}.
 */
@NullMarked
package dev.setpoint.reconcile.plan;

import org.jspecify.annotations.NullMarked;
