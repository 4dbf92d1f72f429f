/**
 * Who may do what: identities, roles, join tokens, the table of routes, and what is known of the
 * nodes that have joined. Values and decisions; the lists are kept by whoever implements {@link
 * dev.setpoint.trust.NodeRegistry} and {@link dev.setpoint.trust.TokenBook}, and each of their
 * changes stands in the trail in the same transaction. Sub-rooms: {@code leaf} checks certificates
 * with the JDK alone, {@code x509} makes them, {@code enrol} answers the fleet port's requests,
 * {@code join} is the agent's side. Nothing here opens a port. Doors: {@link
 * dev.setpoint.trust.Access}, {@link dev.setpoint.trust.TrustDesk}, {@link
 * dev.setpoint.trust.JoinToken}.
 */
@NullMarked
package dev.setpoint.trust;

import org.jspecify.annotations.NullMarked;
