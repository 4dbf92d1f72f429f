/**
 * The command line: verbs that ask a running controller over its API, verbs that work without one,
 * and the demo. Prints what it is handed; decides nothing.
 *
 * <p>Door: {@link dev.setpoint.cli.Cli}, which the program's entry point calls with the parts that
 * live in other rooms.
 */
@NullMarked
package dev.setpoint.cli;

import org.jspecify.annotations.NullMarked;
