/**
 * Every route of both ports asked by every kind of identity, at the packaged program. What the
 * table says stands in {@link dev.setpoint.trust.Access}; what is shown, and what becomes of it, in
 * {@link dev.setpoint.access.PeopleShow} and {@link dev.setpoint.access.AgentsShow}.
 */
@NullMarked
package dev.setpoint.access;

import org.jspecify.annotations.NullMarked;
