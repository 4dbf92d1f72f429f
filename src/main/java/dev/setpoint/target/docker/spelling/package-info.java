/**
 * One spelling for every value that engines and people spell in several ways: sizes, times,
 * signals, addresses.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.spelling.Amounts}, {@link
 * dev.setpoint.target.docker.spelling.Signals}.
 */
@NullMarked
package dev.setpoint.target.docker.spelling;

import org.jspecify.annotations.NullMarked;
