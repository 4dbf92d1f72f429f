/**
 * The contract of {@link dev.setpoint.target.Target}, as tests that run on every engine: the
 * simulated one in each build, real ones under the tag {@code engine}. A simulated engine is only
 * believed because it passes what the real ones pass.
 *
 * <p>Doors: {@link dev.setpoint.target.contract.TargetContract}, which an engine extends with its
 * {@link dev.setpoint.target.contract.Subject}; {@link dev.setpoint.target.contract.hand.Hand},
 * which moves things from outside; {@link dev.setpoint.target.contract.field.FieldCase}, one row of
 * the table of fields.
 */
@NullMarked
package dev.setpoint.target.contract;

import org.jspecify.annotations.NullMarked;
