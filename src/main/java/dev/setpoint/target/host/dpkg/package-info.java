/**
 * Packages of Debian and what comes of it: seen by reading dpkg's own records, changed by apt in
 * few transactions.
 *
 * <p>Door: {@link dev.setpoint.target.host.dpkg.PackageKind}.
 */
@NullMarked
package dev.setpoint.target.host.dpkg;

import org.jspecify.annotations.NullMarked;
