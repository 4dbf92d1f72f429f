/**
 * Certificates, keys and private files as both ends read and check them, with the JDK alone: the
 * agent must stay small. Making certificates is not done here. Doors: {@link
 * dev.setpoint.trust.leaf.LeafRules}, {@link dev.setpoint.trust.leaf.PeerTrust}.
 */
@NullMarked
package dev.setpoint.trust.leaf;

import org.jspecify.annotations.NullMarked;
