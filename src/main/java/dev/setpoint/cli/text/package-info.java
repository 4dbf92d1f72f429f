/**
 * How wire records look to people: aligned tables, sentences, relative times, colour on terminals
 * alone. Text from elsewhere never reaches a terminal unescaped.
 */
@NullMarked
package dev.setpoint.cli.text;

import org.jspecify.annotations.NullMarked;
