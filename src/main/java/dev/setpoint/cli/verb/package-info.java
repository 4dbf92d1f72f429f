/**
 * The verbs: each parses its arguments, asks, prints, and says how it ended. Specs are built by
 * hand and not by annotations, because reading annotations would cost every verb a tenth of a
 * second.
 */
@NullMarked
package dev.setpoint.cli.verb;

import org.jspecify.annotations.NullMarked;
