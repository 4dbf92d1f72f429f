/**
 * Units of systemd: seen and changed through systemctl, and heard over D-Bus.
 *
 * <p>Door: {@link dev.setpoint.target.host.systemd.UnitKind}.
 */
@NullMarked
package dev.setpoint.target.host.systemd;

import org.jspecify.annotations.NullMarked;
