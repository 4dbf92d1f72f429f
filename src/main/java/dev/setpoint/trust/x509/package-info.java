/**
 * The installation's own authority: makes certificates, and keeps the keys of the controller. The
 * only place that knows BouncyCastle; never on an agent. Doors: {@link
 * dev.setpoint.trust.x509.Authority}, {@link dev.setpoint.trust.x509.OrderKey}.
 */
@NullMarked
package dev.setpoint.trust.x509;

import org.jspecify.annotations.NullMarked;
