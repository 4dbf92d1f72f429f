/** Verbs about machines and people: who may join, and who may ask. */
@NullMarked
package dev.setpoint.cli.verb.fleet;

import org.jspecify.annotations.NullMarked;
