/**
 * The agent's side of joining: makes its key, proves itself, keeps what it is given and renews it.
 * Neither BouncyCastle nor the controller's framework is used here. Doors: {@link
 * dev.setpoint.trust.join.Enroller}, {@link dev.setpoint.trust.join.IdentityFiles}, {@link
 * dev.setpoint.trust.join.AgentIdentity}.
 */
@NullMarked
package dev.setpoint.trust.join;

import org.jspecify.annotations.NullMarked;
