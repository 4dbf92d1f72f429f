/**
 * Tokens and the identities of nodes over HTTP, and who is asking. What may be asked by whom stands
 * in {@link dev.setpoint.trust.Access}. Doors: {@link dev.setpoint.api.identity.Caller}.
 */
@NullMarked
package dev.setpoint.api.identity;

import org.jspecify.annotations.NullMarked;
