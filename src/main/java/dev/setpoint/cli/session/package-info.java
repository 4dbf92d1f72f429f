/**
 * What every verb is given: streams, environment, clock, the parts of other rooms, and how a run
 * ends.
 */
@NullMarked
package dev.setpoint.cli.session;

import org.jspecify.annotations.NullMarked;
